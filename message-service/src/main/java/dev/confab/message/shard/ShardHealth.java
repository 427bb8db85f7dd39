package dev.confab.message.shard;

import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether commands are read and every shard that this process owns decides.
final class ShardHealth implements HealthIndicator {
  private final ShardServer host;

  ShardHealth(ShardServer host) {
    this.host = host;
  }

  @Override
  public Health health() {
    Map<Integer, ShardStatus> statuses = host.statuses();
    boolean reading = host.isReading();
    String trouble = host.trouble();
    boolean up =
        reading
            && trouble == null
            && host.hasJoined()
            && statuses.values().stream().allMatch(ShardStatus::isOpen);
    Health.Builder health = up ? Health.up() : Health.down();
    health.withDetail("owned", statuses.size());
    if (!reading) {
      health.withDetail("reading", "ended on an error, see the log: start it again");
    }
    if (trouble != null) {
      health.withDetail("trouble", trouble);
    }
    statuses.forEach((partition, status) -> {
      if (!status.isOpen()) {
        health.withDetail("shard-" + partition, String.valueOf(status.reason()));
      }
    });
    return health.build();
  }
}
