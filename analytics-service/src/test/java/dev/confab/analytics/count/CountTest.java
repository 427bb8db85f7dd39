package dev.confab.analytics.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.analytics.Batch;
import dev.confab.analytics.Counted;
import dev.confab.analytics.RandomChat;
import dev.confab.analytics.RandomLog;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.topic.Topics;
import dev.confab.streams.PositionedFilter.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is counted of random shards, with all that can be on them, is what plain loops find.
class CountTest {
  private static final int SESSIONS = 70;
  private static final int EVENTS = 2_000;
  private static final Duration PACE = Duration.ofSeconds(9);

  private final Rig rig = new Rig();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void equalsTheBatch(long seed) {
    List<RandomLog> logs = logs(seed);
    rig.start();
    feed(rig, logs);
    rig.flush();

    Batch batch = batch(logs);
    new Comparison(rig.view).requireEqual(batch);
    assertThat(batch.uncounted).as("the chat has some").isPositive();
    assertThat(rig.view.uncounted()).isEqualTo(batch.uncounted);
    assertThat(rig.view.since()).isNull();
  }

  @Test
  void writesManyTimesInBetweenAndEndsAtTheSame() {
    List<RandomLog> logs = logs(6);
    rig.start();
    for (int shard = 0; shard < Rig.PARTITIONS; shard++) {
      for (var record : logs.get(shard).records) {
        rig.feed(shard, record);
        if (record.offset() % 7 == 0) {
          rig.flush();
        }
      }
    }
    rig.flush();

    new Comparison(rig.view).requireEqual(batch(logs));
  }

  @Test
  void buriesWhatNobodyCanRead() {
    List<RandomLog> logs = logs(7);
    rig.start();
    feed(rig, logs);

    List<String> places = new ArrayList<>();
    for (int shard = 0; shard < Rig.PARTITIONS; shard++) {
      for (long offset : logs.get(shard).unreadable) {
        places.add(shard + " " + offset);
      }
    }
    assertThat(places).isNotEmpty();
    assertThat(
            rig.letters.stream()
                .map(letter ->
                    LogHeaders.text(letter, "source-partition")
                        + " "
                        + LogHeaders.text(letter, "source-offset")))
        .containsExactlyElementsOf(places);
    assertThat(rig.buried()).isEqualTo(places.size());
  }

  @Test
  void countsNothingTwiceWhenTheLogIsReadAgain() {
    List<RandomLog> logs = logs(8);
    rig.start();
    feed(rig, logs);
    rig.flush();
    feed(rig, logs);
    rig.flush();

    new Comparison(rig.view).requireEqual(batch(logs));
  }

  @Test
  void givesTheSameNumbersFromTheBeginningAgain() {
    List<RandomLog> logs = logs(9);
    for (int i = 0; i < 2; i++) {
      Rig fresh = new Rig().start();
      feed(fresh, logs);
      fresh.flush();
      new Comparison(fresh.view).requireEqual(batch(logs));
    }
  }

  /// A task dies between a change and its row; the one that goes on owes it.
  @Test
  void writesElsewhereWhatWasOwed() {
    List<RandomLog> logs = logs(10);
    rig.start();
    for (int shard = 0; shard < Rig.PARTITIONS; shard++) {
      var records = logs.get(shard).records;
      rig.feed(shard, records.subList(0, records.size() / 2));
    }
    rig.moveAll();
    for (int shard = 0; shard < Rig.PARTITIONS; shard++) {
      var records = logs.get(shard).records;
      rig.feed(shard, records.subList(records.size() / 2, records.size()));
    }
    rig.moveAll();
    rig.flush();

    new Comparison(rig.view).requireEqual(batch(logs));
  }

  @Test
  void saysFromWhenOnItHasEverythingWhereTheLogBeginsLate() {
    RandomLog log = logs(11).getFirst();
    int from = 140;
    var first = log.records.get(from);
    rig.log.opening = opening(log, from);
    rig.start();
    rig.feed(0, log.records.subList(from, log.records.size()));
    rig.flush();

    Instant since = rig.view.since();
    assertThat(since).isNotNull().isAfterOrEqualTo(Instant.ofEpochMilli(first.timestamp()));
    List<Counted> later =
        log.counted.stream().filter(one -> one.appended().isAfter(since)).toList();
    long messages =
        new Batch(later, Rig.RETENTION).minutes().values().stream().mapToLong(List::getFirst).sum();
    long counted =
        rig.view.minutes(Instant.EPOCH, RandomChat.START.plus(Duration.ofDays(9))).stream()
            .mapToLong(minute -> minute.messages())
            .sum();
    assertThat(counted - messages).as("but for what has the same millisecond").isBetween(0L, 1L);
  }

  @Test
  void givesUpWhatIsOfALogThatWasLost() {
    rig.start();
    feed(rig, logs(12));
    rig.flush();
    assertThat(rig.deleted).isEmpty();

    rig.log.epoch = "another";
    rig.log.replacement = true;
    rig.moveAll();
    List<RandomLog> logs = logs(13);
    feed(rig, logs);
    rig.flush();

    assertThat(rig.deleted).isNotEmpty();
    new Comparison(rig.view).requireEqual(batch(logs));
    assertThat(rig.view.since()).as("what the lost log had is missing").isNotNull();
  }

  @Test
  void stopsWhereTheLogIsShorterThanWhatWasRead() {
    rig.start();
    feed(rig, logs(14));
    rig.log.end = 5;

    assertThatThrownBy(rig::moveAll)
        .isInstanceOf(CountFault.class)
        .hasMessageContaining("chat.events-0 ends at 5")
        .hasMessageContaining("confab-analytics");
  }

  @Test
  void keepsNothingOlderThanItShould() {
    Duration day = Duration.ofDays(1);
    Rig small = new Rig(day).start();
    List<RandomLog> logs = logs(15, Duration.ofMinutes(9));
    feed(small, logs);

    Instant newest = Instant.ofEpochMilli(logs.getFirst().records.getLast().timestamp());
    assertThat(Duration.between(RandomChat.START, newest)).isGreaterThan(Duration.ofDays(3));
    // What is due goes every ten minutes.
    Instant floor = newest.minus(day).minus(Duration.ofMinutes(20));
    List<String> timed =
        small.kept(0).stream()
            .filter(key -> key.matches("(minutes|sessions|responses|writers|hour)/.*"))
            .map(key -> key.split("/", -1)[1])
            .toList();
    assertThat(timed).isNotEmpty();
    assertThat(timed)
        .allSatisfy(
            time -> assertThat(Instant.parse(time)).isAfter(floor.minus(Duration.ofHours(1))));
  }

  /// What the registry says was opened below that offset.
  private static Opening opening(RandomLog log, int offset) {
    var markers =
        log.records.subList(0, offset).stream()
            .filter(record ->
                LogHeaders.SHARD_OPENED.equals(
                    LogHeaders.text(record.headers(), LogHeaders.CE_TYPE)))
            .toList();
    Headers last = markers.getLast().headers();
    return new Opening(
        LogHeaders.number(last, LogHeaders.TERM),
        String.valueOf(LogHeaders.text(last, LogHeaders.OWNER)));
  }

  private static List<RandomLog> logs(long seed) {
    return logs(seed, PACE);
  }

  private static List<RandomLog> logs(long seed, Duration pace) {
    List<RandomLog> logs = new ArrayList<>();
    for (int shard = 0; shard < Rig.PARTITIONS; shard++) {
      logs.add(new RandomLog(shard, seed));
    }
    RandomChat chat = new RandomChat(seed, SESSIONS, pace);
    for (int i = 0; i < EVENTS; i++) {
      Event event = chat.next();
      logs.get(shard(event.sessionId())).write(event, chat.clock());
    }
    return logs;
  }

  private static int shard(SessionId session) {
    return Topics.partition(session, Rig.PARTITIONS);
  }

  private static void feed(Rig rig, List<RandomLog> logs) {
    for (int shard = 0; shard < Rig.PARTITIONS; shard++) {
      rig.feed(shard, logs.get(shard).records);
    }
  }

  private static Batch batch(List<RandomLog> logs) {
    return new Batch(logs.stream().flatMap(log -> log.counted.stream()).toList(), Rig.RETENTION);
  }
}
