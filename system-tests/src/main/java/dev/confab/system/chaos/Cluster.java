package dev.confab.system.chaos;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.system.load.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What runs where, as `cluster.json` says. One that is written by hand needs no processes; then
/// nothing can be killed.
///
/// @param kafka bootstrap servers
/// @param postgres JDBC URL, or `host:port`
record Cluster(
    List<Part> processes,
    URI tokens,
    List<URI> gateways,
    List<URI> history,
    String kafka,
    String postgres) {

  /// A process.
  ///
  /// @param role `broker`, `postgres`, `tokens`, `gateway`, `message`, `history`; or `standalone`
  record Part(String name, String role, int port) {}

  static final String BROKER = "broker";
  static final String POSTGRES = "postgres";
  static final String GATEWAY = "gateway";
  static final String MESSAGE = "message";
  static final String HISTORY = "history";
  static final String STANDALONE = "standalone";

  static Cluster read(Path file) throws IOException, MalformedException {
    return Json.decode(Files.readAllBytes(file), Cluster.class);
  }

  List<Part> of(String role) {
    return processes.stream().filter(part -> part.role().equals(role)).toList();
  }

  Endpoints endpoints() {
    return new Endpoints(tokens, gateways, history);
  }

  String jdbc() {
    return postgres.startsWith("jdbc:")
        ? postgres
        : "jdbc:postgresql://" + postgres + "/confab?user=confab";
  }
}
