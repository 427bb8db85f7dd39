package dev.confab.gateway;

import dev.confab.gateway.log.LogReader;
import dev.confab.gateway.socket.Sockets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether clients can come, commands go out and outcomes come in: sockets are taken, the log is
/// read, and brokers answer.
final class GatewayHealth implements HealthIndicator {
  private static final int PATIENCE_MILLIS = 2_000;

  private final Sockets sockets;
  private final LogReader reader;
  private final Admin admin;

  GatewayHealth(Sockets sockets, LogReader reader, Admin admin) {
    this.sockets = sockets;
    this.reader = reader;
    this.admin = admin;
  }

  @Override
  public Health health() {
    if (!sockets.isRunning()) {
      return Health.down().withDetail("reason", "the gateway is stopping").build();
    }
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
