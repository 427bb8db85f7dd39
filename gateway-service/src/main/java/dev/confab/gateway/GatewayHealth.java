package dev.confab.gateway;

import dev.confab.gateway.log.LogReader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether commands can go out and outcomes come in: the log is read, and brokers answer.
final class GatewayHealth implements HealthIndicator {
  private static final int PATIENCE_MILLIS = 2_000;

  private final LogReader reader;
  private final Admin admin;

  GatewayHealth(LogReader reader, Admin admin) {
    this.reader = reader;
    this.admin = admin;
  }

  @Override
  public Health health() {
    if (!reader.isHealthy()) {
      return Health.down().withDetail("reason", "the log is not being read").build();
    }
    return brokersAnswer()
        ? Health.up().build()
        : Health.down().withDetail("reason", "no broker answers").build();
  }

  private boolean brokersAnswer() {
    try {
      var options = new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS);
      return !admin
          .describeCluster(options)
          .nodes()
          .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
          .isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
