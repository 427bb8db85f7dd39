package dev.confab.gateway;

import dev.confab.gateway.log.LogReader;
import dev.confab.gateway.socket.Sockets;
import dev.confab.web.kafka.KafkaAccess;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether clients can come, commands go out and outcomes come in: sockets are taken, the log is
/// read, and brokers answer and let it do its work.
final class GatewayHealth implements HealthIndicator {
  private static final Logger log = LoggerFactory.getLogger(GatewayHealth.class);

  /// For each of two questions: who asks for health waits some seconds himself.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Sockets sockets;
  private final LogReader reader;
  private final Admin admin;
  private final KafkaAccess access;
  private final AtomicReference<@Nullable String> refused = new AtomicReference<>();

  GatewayHealth(Sockets sockets, LogReader reader, Admin admin, KafkaAccess access) {
    this.sockets = sockets;
    this.reader = reader;
    this.admin = admin;
    this.access = access;
  }

  @Override
  public Health health() {
    String trouble = trouble();
    return trouble == null
        ? Health.up().build()
        : Health.down().withDetail("reason", trouble).build();
  }

  private @Nullable String trouble() {
    if (!sockets.isRunning()) {
      return "the gateway is stopping";
    }
    if (!reader.isHealthy()) {
      return "the log is not being read";
    }
    return brokersAnswer() ? refusal() : "no broker answers";
  }

  private boolean brokersAnswer() {
    int millis = Math.toIntExact(PATIENCE.toMillis());
    try {
      var options = new DescribeClusterOptions().timeoutMs(millis);
      return !admin.describeCluster(options).nodes().get(millis, TimeUnit.MILLISECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Said in the log when it changes, since who asks mostly sees a status only.
  private @Nullable String refusal() {
    try {
      String refusal = access.refusal(PATIENCE);
      if (!Objects.equals(refused.getAndSet(refusal), refusal)) {
        log.warn(refusal == null ? "Kafka lets this process do its work again." : refusal);
      }
      return refusal;
    } catch (KafkaException e) {
      return "the rights are not known: " + e.getMessage();
    }
  }
}
