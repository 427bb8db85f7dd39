package dev.confab.message.shard;

import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.reply.Reply;
import dev.confab.web.kafka.DeadLetterCount;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the shards of one process count: decisions by outcome, openings, dead letters. Thread-safe.
final class ShardMetrics {
  private static final Duration[] BOUNDS =
      Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Counter events;
  private final Counter answers;
  private final Map<ErrorCode, Counter> refusals = new EnumMap<>(ErrorCode.class);
  private final Counter unsound;
  private final Timer openings;
  private final AtomicLong buried = new AtomicLong();

  ShardMetrics(MeterRegistry registry) {
    this.registry = registry;
    events = decisions("event", "none");
    answers = decisions("answered", "none");
    for (ErrorCode code : ErrorCode.values()) {
      refusals.put(code, decisions("refused", code.text()));
    }
    unsound =
        Counter.builder("confab.shard.unsound.events")
            .description("Events that the log could not have held, whose commands were refused")
            .register(registry);
    openings =
        Timer.builder("confab.shard.open")
            .description("From the wish to open a shard until it decides")
            .serviceLevelObjectives(BOUNDS)
            .register(registry);
    DeadLetterCount.bind(registry, "shard", this, ShardMetrics::ever);
  }

  private Counter decisions(String outcome, String code) {
    return Counter.builder("confab.shard.decisions")
        .description("Commands that were decided")
        .tag("outcome", outcome)
        .tag("code", code)
        .register(registry);
  }

  /// Shows how the shards are, of which there are so many.
  void show(int partitions, Supplier<Map<Integer, ShardStatus>> statuses) {
    Gauge.builder(
            "confab.shards",
            () -> statuses.get().values().stream().filter(ShardStatus::isOpen).count())
        .description("Shards that are open here")
        .register(registry);
    for (int shard = 0; shard < partitions; shard++) {
      int number = shard;
      Gauge.builder("confab.shard.term", () -> term(statuses.get().get(number)))
          .description("The term under which a shard is open here; 0 if it is not")
          .tag("shard", Integer.toString(number))
          .register(registry);
    }
  }

  private static long term(@Nullable ShardStatus status) {
    return status == null ? 0 : status.term();
  }

  void accepted() {
    events.increment();
  }

  void answered(Reply reply) {
    Counter counter =
        reply instanceof Reply.Rejected rejected ? refusals.get(rejected.code()) : answers;
    if (counter != null) {
      counter.increment();
    }
  }

  void unsound() {
    unsound.increment();
  }

  void opened(Duration took) {
    openings.record(took);
  }

  void buried() {
    buried.incrementAndGet();
  }

  private long ever() {
    return buried.get();
  }
}
