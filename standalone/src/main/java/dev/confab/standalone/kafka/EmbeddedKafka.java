package dev.confab.standalone.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// A KRaft broker and controller in this process, which keeps its data in a directory and listens
/// on loopback only.
///
/// A later start on the same directory finds everything again, on other ports, too. Records survive
/// a killed process; where there is one replica, a power failure may take the newest.
public final class EmbeddedKafka implements AutoCloseable {
  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /// Returns when clients can connect. Throws `KafkaException` if the broker can't start.
  public static EmbeddedKafka start(Path directory, int port) {
    return start(directory, port, Map.of());
  }

  /// With further settings of the broker, which go before its own: for listeners with TLS, accounts
  /// and rights.
  public static EmbeddedKafka start(Path directory, int port, Map<String, String> settings) {
    try {
      return start(directory, Quorum.alone(port), 1, settings);
    } catch (IOException e) {
      throw new KafkaException("there is no port for the broker's controller", e);
    }
  }

  /// Starts the one with this number, which waits for a majority of them.
  static EmbeddedKafka start(Path directory, Quorum quorum, int node) {
    return start(directory, quorum, node, Map.of());
  }

  private static EmbeddedKafka start(
      Path directory, Quorum quorum, int node, Map<String, String> further) {
    try {
      Files.createDirectories(directory);
      if (Files.notExists(directory.resolve("meta.properties"))) {
        format(directory, quorum.id(), node);
      }
      var settings = BrokerSettings.of(directory, quorum, node);
      settings.putAll(further);
      var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, quorum.member(node).port());
    } catch (IOException e) {
      throw new KafkaException("the broker could not use " + directory, e);
    }
  }

  public String bootstrapServers() {
    return LoopbackPort.HOST + ":" + port;
  }

  /// Lets the broker make its topic of consumer groups, unless it is there, which it would do when
  /// the first group asks for it; that one would wait. Does not wait itself.
  public void prepareGroups() {
    Thread.ofVirtual()
        .name("prepare-groups")
        .start(() -> {
          Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers());
          try (Admin admin = Admin.create(settings)) {
            admin.describeConsumerGroups(List.of("nobody")).all().get();
          } catch (ExecutionException e) {
            // As expected: there is no such group.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /// Returns when it has stopped, whoever stopped it.
  void awaitEnd() {
    server.awaitShutdown();
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path directory, String cluster, int node) {
    var formatter =
        new Formatter()
            .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
            .setNodeId(node)
            .setClusterId(cluster)
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
