package dev.confab.standalone.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The folder in which the all-in-one keeps everything, held by one process at a time.
public final class DataFolder implements AutoCloseable {
  private static final int FORMAT = 1;

  /// What a reset deletes; the programs of PostgreSQL stay.
  private static final List<String> KEPT =
      List.of("postgres", "pgpass", "kafka", "timeline", "analytics", "keys", "logs");

  private final Path path;
  private final Claim claim;

  private DataFolder(Path path, Claim claim) {
    this.path = path;
    this.claim = claim;
  }

  /// Takes the folder, which is made if it is not there.
  public static DataFolder take(Path path) throws StartRefusedException {
    Claim claim = Claim.take(path, "confab", FORMAT, "--data");
    try {
      Files.createDirectories(path.resolve("logs"));
      return new DataFolder(path, claim);
    } catch (IOException e) {
      throw new StartRefusedException(
          "%s can't be written to: choose another folder with --data.".formatted(path));
    }
  }

  public Path postgres() {
    return path.resolve("postgres");
  }

  /// Those of the installation, if it has them unpacked: the system property `confab.postgres`.
  public Path postgresBinaries() {
    String installed = System.getProperty("confab.postgres");
    return installed == null ? path.resolve("postgres-binaries") : Path.of(installed);
  }

  public Path kafka() {
    return path.resolve("kafka");
  }

  public Path timeline() {
    return path.resolve("timeline");
  }

  public Path analytics() {
    return path.resolve("analytics");
  }

  public Path keys() {
    return path.resolve("keys");
  }

  public Path logs() {
    return path.resolve("logs");
  }

  public Path log() {
    return logs().resolve("confab.log");
  }

  public Path postgresLog() {
    return logs().resolve("postgres.log");
  }

  /// Deletes what is kept, but not the folder and what others put there.
  public void reset() throws IOException {
    for (String name : KEPT) {
      Claim.delete(path.resolve(name));
    }
    Files.createDirectories(logs());
  }

  @Override
  public void close() throws IOException {
    claim.close();
  }
}
