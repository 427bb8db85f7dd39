package dev.confab.analytics.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.analytics.AnalyticsTopics;
import dev.confab.schema.analytics.CountProgress;
import dev.confab.schema.analytics.CountProgress.Stage;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final TopicPartition ROWS = new TopicPartition(AnalyticsTopics.MINUTES, 0);
  private static final Instant START = Instant.parse("2026-11-25T00:00:00Z");

  private final FakeLog log = new FakeLog();
  private final View view = new View("epoch", 2);
  private final Freshness freshness = new Freshness(log, view, Duration.ofSeconds(1));

  private static final class FakeLog implements Freshness.Log {
    final Map<Integer, Long> events = new HashMap<>(Map.of(0, 10L, 1, 0L));
    long rowEnd = 5;
    long next = 5;

    @Override
    public Map<Integer, Long> eventEnds() {
      return Map.copyOf(events);
    }

    @Override
    public Map<TopicPartition, Long> rowEnds() {
      return Map.of(ROWS, rowEnd);
    }

    @Override
    public long next(TopicPartition rows) {
      return next;
    }
  }

  @Test
  void isUnknownBeforeBothStagesHaveCountedEverything() {
    freshness.step(at(0));
    assertThat(freshness.asOf()).isNull();
    assertThat(freshness.lag()).isEqualTo(10);

    progress(Stage.EVENTS, 0, "epoch", 10);
    progress(Stage.USERS, 0, "epoch", 10);
    freshness.step(at(1));
    assertThat(freshness.asOf()).as("users of part 1 are missing").isNull();

    progress(Stage.USERS, 1, "epoch", 9);
    freshness.step(at(2));
    assertThat(freshness.asOf()).as("one record is missing there").isNull();
    assertThat(freshness.lag()).isEqualTo(1);

    progress(Stage.USERS, 1, "epoch", 10);
    freshness.step(at(3));
    assertThat(freshness.asOf()).as("the time of the question").isEqualTo(at(0));
    assertThat(freshness.lag()).isZero();
  }

  @Test
  void waitsForRowsThatWereWrittenBeforeTheProgress() {
    everythingIsCountedTo(10);
    log.rowEnd = 7;
    freshness.step(at(0));
    assertThat(freshness.asOf()).isNull();

    log.rowEnd = 100;
    log.next = 6;
    freshness.step(at(1));
    assertThat(freshness.asOf()).isNull();

    log.next = 7;
    freshness.step(at(2));
    assertThat(freshness.asOf()).as("rows that came later are not waited for").isEqualTo(at(0));
  }

  @Test
  void staysWhereItIsWhileNobodyCounts() {
    everythingIsCountedTo(10);
    freshness.step(at(0));
    log.events.put(0, 12L);
    freshness.step(at(1));
    freshness.step(at(60));
    assertThat(freshness.asOf()).isEqualTo(at(0));
    assertThat(freshness.lag()).isEqualTo(2);

    everythingIsCountedTo(12);
    freshness.step(at(61));
    assertThat(freshness.asOf()).isEqualTo(at(1));
    freshness.step(at(62));
    assertThat(freshness.asOf()).isEqualTo(at(62));
  }

  @Test
  void asksOnceInAnInterval() {
    everythingIsCountedTo(10);
    freshness.step(at(0));
    log.events.put(0, 12L);
    freshness.step(START.plusMillis(999));
    assertThat(freshness.lag()).isZero();
    freshness.step(at(1));
    assertThat(freshness.lag()).isEqualTo(2);
  }

  @Test
  void believesNoProgressOfAnotherLog() {
    progress(Stage.EVENTS, 0, "another", 10);
    progress(Stage.USERS, 0, "epoch", 10);
    progress(Stage.USERS, 1, "epoch", 10);
    freshness.step(at(0));
    assertThat(freshness.asOf()).isNull();
  }

  @Test
  void isUnknownAgainWhenItStartsAgain() {
    everythingIsCountedTo(10);
    freshness.step(at(0));
    assertThat(freshness.asOf()).isNotNull();

    freshness.startAgain();
    assertThat(freshness.asOf()).isNull();
    log.next = 0;
    freshness.step(at(1));
    assertThat(freshness.asOf()).isNull();
  }

  private void everythingIsCountedTo(long next) {
    progress(Stage.EVENTS, 0, "epoch", next);
    progress(Stage.USERS, 0, "epoch", next);
    progress(Stage.USERS, 1, "epoch", next);
  }

  private void progress(Stage stage, int part, String epoch, long next) {
    var reached = new TreeMap<>(Map.of(0, next));
    var row = new CountProgress(stage, part, epoch, reached, null, 0);
    try {
      view.apply(AnalyticsTopics.PROGRESS, row.key(), Json.encode(row));
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }
}
