package dev.confab.standalone.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/// A broker is ready when it answers, and the quorum counts it among its brokers.
final class BrokerProbe implements Probe {
  private static final int PATIENCE_MILLIS = 2_000;

  private final int port;
  private final Admin admin;

  BrokerProbe(Part broker) {
    this.port = broker.port();
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            broker.address(),
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            200,
            AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
            false));
    this.admin = Admin.create(settings);
  }

  @Override
  public boolean isReady() throws InterruptedException {
    try {
      return admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS))
          .nodes()
          .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
          .stream()
          .anyMatch(node -> node.port() == port);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
