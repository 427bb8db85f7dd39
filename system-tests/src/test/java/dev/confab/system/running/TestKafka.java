package dev.confab.system.running;

import dev.confab.standalone.kafka.EmbeddedKafka;
import dev.confab.standalone.loopback.LoopbackPort;
import dev.confab.test.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.testcontainers.kafka.KafkaContainer;

/// A real broker, from where {@link TestServer} says.
public final class TestKafka implements AutoCloseable {
  private static final String IMAGE = "apache/kafka:4.2.2";

  private final String bootstrapServers;
  private final AutoCloseable server;

  private TestKafka(String bootstrapServers, AutoCloseable server) {
    this.bootstrapServers = bootstrapServers;
    this.server = server;
  }

  /// Returns when it answers.
  ///
  /// @param folder for the data of an embedded one
  public static TestKafka start(Path folder) {
    return TestServer.start("Kafka", IMAGE, TestKafka::container, () -> embedded(folder));
  }

  private static TestKafka container() {
    KafkaContainer container = new KafkaContainer(IMAGE);
    container.start();
    return new TestKafka(container.getBootstrapServers(), container);
  }

  private static TestKafka embedded(Path folder) {
    try {
      EmbeddedKafka broker = EmbeddedKafka.start(folder, LoopbackPort.free());
      return new TestKafka(broker.bootstrapServers(), broker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (Exception e) {
      throw new IllegalStateException("Kafka did not end", e);
    }
  }
}
