package dev.confab.analytics.view;

import dev.confab.schema.analytics.AnalyticsTopics;
import dev.confab.schema.analytics.CountProgress;
import dev.confab.schema.analytics.CountProgress.Stage;
import dev.confab.schema.analytics.Row;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// A view with rows, and a clock, for tests of what answers from it.
public final class Views {
  public final View view = new View("epoch", 1);
  public Instant now;
  private final Freshness freshness = new Freshness(new EmptyLog(), view, Duration.ofMillis(1));

  public Views(Instant now) {
    this.now = now;
  }

  public Current current() {
    return new Current(
        view, freshness, new ViewSettings(Duration.ofDays(7), Duration.ofSeconds(30)), () -> now);
  }

  public Views put(String topic, Row row) {
    try {
      view.apply(topic, row.key(), Json.encode(row));
      return this;
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The log lost what was before.
  public Views since(Instant since) {
    return put(
        AnalyticsTopics.PROGRESS,
        new CountProgress(Stage.EVENTS, 0, "epoch", new TreeMap<>(Map.of(0, 1L)), since, 3));
  }

  /// Everything is read, now.
  public Views caughtUp() {
    freshness.step(now);
    return this;
  }

  public @Nullable Instant asOf() {
    return freshness.asOf();
  }

  private static final class EmptyLog implements Freshness.Log {
    @Override
    public Map<Integer, Long> eventEnds() {
      return Map.of(0, 0L);
    }

    @Override
    public Map<TopicPartition, Long> rowEnds() {
      return Map.of();
    }

    @Override
    public long next(TopicPartition rows) {
      return 0;
    }
  }
}
