package dev.confab.bench.server;

import dev.confab.standalone.kafka.EmbeddedKafka;
import java.nio.file.Path;

/// The all-in-one's broker, with nothing else in its process.
public final class KafkaBroker {
  private KafkaBroker() {}

  /// The port, and the folder for its data.
  public static void main(String[] arguments) throws InterruptedException {
    int port = Integer.parseInt(arguments[0]);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[1]), port)) {
      Runtime.getRuntime().addShutdownHook(new Thread(kafka::close));
      Ready.say(port);
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
