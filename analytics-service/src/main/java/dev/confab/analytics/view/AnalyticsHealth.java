package dev.confab.analytics.view;

import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Up while the streams run and the view has caught up once.
public final class AnalyticsHealth implements HealthIndicator {
  private final KafkaStreams streams;
  private final Freshness freshness;
  private final Supplier<@Nullable String> fault;

  public AnalyticsHealth(
      KafkaStreams streams, Freshness freshness, Supplier<@Nullable String> fault) {
    this.streams = streams;
    this.freshness = freshness;
    this.fault = fault;
  }

  @Override
  public Health health() {
    var asOf = freshness.asOf();
    // The view answers while others take over what an instance counted.
    boolean runs = streams.state().isRunningOrRebalancing();
    Health.Builder health = runs && asOf != null ? Health.up() : Health.down();
    health
        .withDetail("state", streams.state().name())
        .withDetail("behind", freshness.lag())
        .withDetail("asOf", asOf == null ? "never" : asOf.toString());
    String reason = fault.get();
    return reason == null ? health.build() : health.withDetail("fault", reason).build();
  }
}
