package dev.confab.message.archive;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Health `archive`: down while nothing can be archived or a shard of this instance can't. Chat
/// goes on meanwhile.
final class ArchiveHealth implements HealthIndicator {
  private final ArchiveStatus status;

  ArchiveHealth(ArchiveStatus status) {
    this.status = status;
  }

  @Override
  public Health health() {
    Outage outage = status.outage();
    var faults = status.faults();
    Health.Builder health = outage == null && faults.isEmpty() ? Health.up() : Health.down();
    if (outage != null) {
      health.withDetail("reason", outage.sentence());
    }
    if (!faults.isEmpty()) {
      health.withDetail("faults", faults);
    }
    return health
        .withDetail("shards", status.shards())
        .withDetail("lagRecords", status.lag().records())
        .build();
  }
}
