package dev.confab.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The postmaster of one data directory, as its pid file tells of it: ours, or one that an earlier
/// process left behind.
final class Postmaster {
  private final PostgresPrograms programs;
  private final Path directory;

  Postmaster(PostgresPrograms programs, Path directory) {
    this.programs = programs;
    this.directory = directory;
  }

  /// Stops it, after what it is writing, and returns when it is gone; nothing if none runs.
  void stop() throws IOException, InterruptedException {
    if (running().isEmpty()) {
      forgetStranger();
      return;
    }
    var arguments = List.of("-D", directory.toString(), "-m", "fast", "-w", "-t", "60", "stop");
    if (programs.run("pg_ctl", arguments) != 0 && running().isPresent()) {
      throw new IOException(programs.failure("pg_ctl stop"));
    }
  }

  /// A pid file may name what is another program by now, which PostgreSQL would take for a
  /// postmaster. One that names nobody stays: by it PostgreSQL sees servers that outlived theirs.
  void forgetStranger() throws IOException {
    if (running().isEmpty() && named().isPresent()) {
      Files.deleteIfExists(pidFile());
    }
  }

  /// Signals nobody but a postmaster of this very directory.
  private Optional<ProcessHandle> running() throws IOException {
    return named().filter(this::isPostmasterHere);
  }

  /// The process that has the id in the pid file, whatever it is.
  private Optional<ProcessHandle> named() throws IOException {
    if (Files.notExists(pidFile())) {
      return Optional.empty();
    }
    String first = Files.readAllLines(pidFile()).stream().findFirst().orElse("").strip();
    if (!first.matches("[1-9][0-9]{0,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(first)).filter(ProcessHandle::isAlive);
  }

  private boolean isPostmasterHere(ProcessHandle process) {
    String command = process.info().command().orElse("");
    String[] arguments = process.info().arguments().orElse(new String[0]);
    return command.endsWith("/postgres") && Arrays.asList(arguments).contains(directory.toString());
  }

  private Path pidFile() {
    return directory.resolve("postmaster.pid");
  }
}
