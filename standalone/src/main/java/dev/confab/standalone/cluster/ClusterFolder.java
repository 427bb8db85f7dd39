package dev.confab.standalone.cluster;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.standalone.launch.Claim;
import dev.confab.standalone.launch.StartRefusedException;
import dev.confab.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder of a cluster: its data, logs, layout and `cluster.json`.
///
/// Each process has a folder of its name, and a file with its id, which is what commands go by.
/// `cluster.json` says all of it again for other programs.
final class ClusterFolder {
  private static final int FORMAT = 1;
  private static final String LAYOUT = "layout.json";
  private static final String FILE = "cluster.json";
  private static final String PIDS = "pids";

  private final Path path;

  ClusterFolder(Path path) {
    this.path = path;
  }

  /// Holds it for this process, against another that starts or ends the cluster.
  Claim claim() throws StartRefusedException {
    return Claim.take(path, "confab-cluster", FORMAT, "--dir");
  }

  Path path() {
    return path;
  }

  Path file() {
    return path.resolve(FILE);
  }

  Path data(Part part) {
    return path.resolve(part.name());
  }

  Path keys() {
    return path.resolve("keys");
  }

  Path postgresBinaries() {
    return path.resolve("postgres-binaries");
  }

  /// PostgreSQL's, for `PGPASSFILE`.
  Path passwords() {
    return EmbeddedPostgres.passwordFile(path.resolve(Role.POSTGRES.text()).toAbsolutePath());
  }

  Path log(String name) {
    return path.resolve("logs").resolve(name + ".log");
  }

  /// `null` if nothing was ever started here.
  @Nullable Layout layout() throws IOException {
    return read(LAYOUT, Layout.class);
  }

  Layout requireLayout() throws IOException, StartRefusedException {
    Layout layout = layout();
    if (layout == null) {
      throw noCluster();
    }
    return layout;
  }

  /// Says that of these processes none runs yet.
  void begin(Layout layout) throws IOException {
    Files.createDirectories(path.resolve("logs"));
    Claim.delete(path.resolve(PIDS));
    Files.createDirectories(path.resolve(PIDS));
    write(LAYOUT, layout);
    for (Part part : layout.parts()) {
      started(layout, part, 0);
    }
  }

  boolean wasStarted() {
    return Files.exists(path.resolve(PIDS));
  }

  /// The processes of the last start, as they are named. Throws {@link StartRefusedException} if
  /// there was none.
  List<String> names() throws IOException, StartRefusedException {
    if (!wasStarted()) {
      throw noCluster();
    }
    try (Stream<Path> files = Files.list(path.resolve(PIDS))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// 0 if it was never started.
  long pid(String name) throws IOException {
    Path file = path.resolve(PIDS).resolve(name);
    return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
  }

  synchronized void started(Layout layout, Part part, long pid) throws IOException {
    try (FileChannel guard =
            FileChannel.open(
                path.resolve("cluster.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = guard.lock()) {
      Files.writeString(path.resolve(PIDS).resolve(part.name()), pid + "\n");
      write(FILE, ClusterFile.of(layout, this));
    }
  }

  /// Deletes what the cluster keeps, but not the programs of PostgreSQL and what others put there.
  void reset() throws IOException {
    for (Part part : Layout.LARGEST.parts()) {
      Claim.delete(data(part));
    }
    for (String name : List.of("pgpass", "keys", "logs", PIDS, FILE, LAYOUT)) {
      Claim.delete(path.resolve(name));
    }
  }

  private StartRefusedException noCluster() {
    return new StartRefusedException(
        "There is no cluster in %s: start one with ./confab cluster up --dir %s."
            .formatted(path, path));
  }

  private <T> @Nullable T read(String name, Class<T> type) throws IOException {
    Path file = path.resolve(name);
    if (Files.notExists(file)) {
      return null;
    }
    try {
      return Json.decode(Files.readAllBytes(file), type);
    } catch (MalformedException e) {
      throw new IOException(file + " can't be read: " + e.getMessage(), e);
    }
  }

  private void write(String name, Object value) throws IOException {
    Path fresh = Files.createTempFile(path, name, ".new");
    Files.write(fresh, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
    Files.move(fresh, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
