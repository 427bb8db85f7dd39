package dev.confab.system.chaos;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.system.load.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What runs where, as `cluster.json` says. One that is written by hand needs no processes; then
/// nothing can be killed.
///
/// @param kafka bootstrap servers
/// @param postgres JDBC URL, or `host:port`
/// @param passwords PostgreSQL's, a file in the form of `PGPASSFILE`; `null` if it asks for none
record Cluster(
    List<Part> processes,
    URI tokens,
    List<URI> gateways,
    List<URI> history,
    String kafka,
    String postgres,
    @Nullable Path passwords) {

  /// A process.
  ///
  /// @param role `broker`, `postgres`, `tokens`, `gateway`, `message`, `history`; or `standalone`
  /// @param pid of the last start; `null` where nothing can be done to it
  /// @param log the file that holds what it printed; `null` if nobody knows
  record Part(String name, String role, int port, @Nullable Long pid, @Nullable Path log) {}

  private static final Pattern TELLING = Pattern.compile(" (WARN|ERROR) |ShardLife");
  private static final int LINES = 40;
  private static final int WIDTH = 240;

  static final String BROKER = "broker";
  static final String POSTGRES = "postgres";
  static final String GATEWAY = "gateway";
  static final String MESSAGE = "message";
  static final String HISTORY = "history";
  static final String STANDALONE = "standalone";

  /// Throws `IOException` if the folder's `cluster.json` can't be read.
  static Cluster in(Path folder) throws IOException {
    Path file = folder.resolve("cluster.json");
    try {
      return Json.decode(Files.readAllBytes(file), Cluster.class);
    } catch (MalformedException e) {
      throw new IOException(file + " is not what it should be", e);
    }
  }

  List<Part> of(String role) {
    return processes.stream().filter(part -> part.role().equals(role)).toList();
  }

  /// The process's id; -1 if it has none.
  long pid(String name) {
    return processes.stream()
        .filter(part -> part.name().equals(name))
        .map(Part::pid)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(-1L);
  }

  /// What processes of that role said last about their troubles and shards.
  List<String> said(String role) throws IOException {
    List<String> said = new ArrayList<>();
    for (Part part : of(role)) {
      if (part.log() != null && Files.exists(part.log())) {
        List<String> telling =
            Files.readAllLines(part.log()).stream()
                .filter(line -> TELLING.matcher(line).find())
                .map(line -> part.name() + " " + line.substring(0, Math.min(WIDTH, line.length())))
                .toList();
        said.addAll(telling.subList(Math.max(0, telling.size() - LINES), telling.size()));
      }
    }
    return said;
  }

  Endpoints endpoints() {
    return new Endpoints(tokens, gateways, history);
  }

  String jdbc() throws IOException {
    if (postgres.startsWith("jdbc:")) {
      return postgres;
    }
    String url = "jdbc:postgresql://" + postgres + "/confab?user=confab";
    return passwords == null ? url : url + "&password=" + password(passwords);
  }

  private static String password(Path file) throws IOException {
    String start = "*:*:*:confab:";
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow(() -> new IOException(file + " has no password of confab"));
  }
}
