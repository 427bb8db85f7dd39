package dev.confab.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A PostgreSQL server as a process that outlives whoever starts it.
public final class DetachedPostgres {
  private DetachedPostgres() {}

  /// Prepares the directory, unless it is, and returns the command whose process is the server. The
  /// command names the directory.
  public static List<String> command(Path binaries, Path directory, Path log, int port)
      throws IOException, InterruptedException {
    Path home = directory.toAbsolutePath();
    var programs = new PostgresPrograms(PostgresBinaries.unpacked(binaries.toAbsolutePath()), log);
    if (Files.exists(home)) {
      new Postmaster(programs, home).forgetStranger();
    } else {
      new Cluster(programs).create(home);
    }
    return programs.command(List.of(), "postgres", Cluster.settings(home, port));
  }

  /// Whether the database `confab` can be used on that port.
  public static boolean answers(Path directory, int port) throws IOException {
    return new Access(directory.toAbsolutePath()).answers(port);
  }
}
