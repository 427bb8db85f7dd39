package dev.confab.standalone.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A broker as a process of its own. Its arguments are its directory, its number, and the {@link
/// Quorum}.
public final class BrokerApplication {
  private static final Logger log = LoggerFactory.getLogger(BrokerApplication.class);
  private static final int QUORUM = 2;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

  private BrokerApplication() {}

  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    int node = Integer.parseInt(arguments[1]);
    Quorum quorum = Quorum.parse(List.of(arguments).subList(QUORUM, arguments.length));
    try {
      EmbeddedKafka broker = EmbeddedKafka.start(directory, quorum, node);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "stop"));
      log.info("broker {} of {} is ready", node, quorum.members().size());
      broker.awaitEnd();
    } catch (KafkaException e) {
      log.error("broker {} can't start", node, e);
      System.exit(1);
    }
  }

  /// The last one of a quorum would wait minutes for a controller that lets it go. What it has
  /// written survives an end without.
  private static void stop(EmbeddedKafka broker) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          LockSupport.parkNanos(STOP_WITHIN.toNanos());
          Runtime.getRuntime().halt(0);
        });
    broker.close();
  }
}
