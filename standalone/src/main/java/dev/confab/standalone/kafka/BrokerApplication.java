package dev.confab.standalone.kafka;

import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A broker as a process of its own. Its arguments are its directory, its number, and the
/// {@link Quorum}.
public final class BrokerApplication {
  private static final Logger log = LoggerFactory.getLogger(BrokerApplication.class);
  private static final int QUORUM = 2;

  private BrokerApplication() {}

  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    int node = Integer.parseInt(arguments[1]);
    Quorum quorum = Quorum.parse(List.of(arguments).subList(QUORUM, arguments.length));
    try {
      EmbeddedKafka broker = EmbeddedKafka.start(directory, quorum, node);
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
      log.info("broker {} of {} is ready", node, quorum.members().size());
      broker.awaitEnd();
    } catch (KafkaException e) {
      log.error("broker {} can't start", node, e);
      System.exit(1);
    }
  }
}
