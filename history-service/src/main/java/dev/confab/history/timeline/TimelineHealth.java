package dev.confab.history.timeline;

import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Up while the streams run and every partition here has caught up since it came.
final class TimelineHealth implements HealthIndicator {
  private final KafkaStreams streams;
  private final StreamsLag lag;
  private final Progress progress;
  private final ThreadFailures failures;

  TimelineHealth(KafkaStreams streams, StreamsLag lag, Progress progress, ThreadFailures failures) {
    this.streams = streams;
    this.lag = lag;
    this.progress = progress;
    this.failures = failures;
  }

  @Override
  public Health health() {
    boolean current = progress.partitions().stream().allMatch(progress::isCurrent);
    boolean runs = streams.state() == KafkaStreams.State.RUNNING;
    long gaps = progress.partitions().stream().filter(p -> progress.gap(p) > 0).count();
    Health.Builder health = runs && current ? Health.up() : Health.down();
    health
        .withDetail("state", streams.state().name())
        .withDetail("partitions", progress.partitions().size())
        .withDetail("behind", Math.max(progress.missing(), lag.measure().records()))
        .withDetail("incompletePartitions", gaps);
    String refusal = failures.refusal();
    if (!runs && refusal != null) {
      health.withDetail("refused", refusal);
    }
    String fault = failures.fault();
    return fault == null ? health.build() : health.withDetail("fault", fault).build();
  }
}
