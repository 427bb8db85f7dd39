package dev.confab.message.shard;

import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether every shard that this process owns decides.
final class ShardHealth implements HealthIndicator {
  private final ShardHost host;

  ShardHealth(ShardHost host) {
    this.host = host;
  }

  @Override
  public Health health() {
    Map<Integer, ShardStatus> statuses = host.statuses();
    boolean up = host.hasJoined() && statuses.values().stream().allMatch(ShardStatus::isOpen);
    Health.Builder health = up ? Health.up() : Health.down();
    health.withDetail("owned", statuses.size());
    statuses.forEach((partition, status) -> {
      if (!status.isOpen()) {
        health.withDetail("shard-" + partition, String.valueOf(status.reason()));
      }
    });
    return health.build();
  }
}
