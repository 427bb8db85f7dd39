package dev.confab.standalone.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// A KRaft broker and controller in this process, which keeps its data in a directory and listens
/// on loopback only.
///
/// A later start on the same directory finds everything again, on other ports, too. Records survive
/// a killed process; as there is one replica, a power failure may take the newest.
public final class EmbeddedKafka implements AutoCloseable {
  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /// Returns when clients can connect. Throws `KafkaException` if the broker can't start.
  public static EmbeddedKafka start(Path directory, int port) {
    try {
      Files.createDirectories(directory);
      if (Files.notExists(directory.resolve("meta.properties"))) {
        format(directory);
      }
      var settings = BrokerSettings.of(directory, port, LoopbackPort.free());
      var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, port);
    } catch (IOException e) {
      throw new KafkaException("the broker could not use " + directory, e);
    }
  }

  public String bootstrapServers() {
    return LoopbackPort.HOST + ":" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path directory) {
    var formatter =
        new Formatter()
            .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
            .setNodeId(BrokerSettings.NODE)
            .setClusterId(Uuid.randomUuid().toString())
            .setDirectories(List.of(directory.toString()))
            .setMetadataLogDirectory(directory.toString())
            .setControllerListenerName(BrokerSettings.CONTROLLER)
            .setReleaseVersion(MetadataVersion.latestProduction())
            .setHasDynamicQuorum(false)
            .setIgnoreFormatted(true);
    try {
      formatter.run();
    } catch (Exception e) {
      throw new KafkaException("the broker's directory could not be prepared", e);
    }
  }
}
