package dev.confab.standalone.postgres;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.confab.standalone.launch.Claim;
import dev.confab.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a data directory is made with and what its server is started with.
final class Cluster {
  /// For one machine's use. A commit that is acknowledged is on the disk.
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", LoopbackPort.HOST),
          Map.entry("unix_socket_directories", ""),
          Map.entry("max_connections", "50"),
          Map.entry("shared_buffers", "32MB"),
          Map.entry("max_wal_size", "256MB"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("fsync", "on"),
          Map.entry("jit", "off"),
          Map.entry("io_method", "sync"),
          Map.entry("max_logical_replication_workers", "0"),
          Map.entry("log_min_messages", "warning"),
          Map.entry("log_checkpoints", "off"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"));

  private static final String PREPARING = "preparing-";

  private final PostgresPrograms programs;

  Cluster(PostgresPrograms programs) {
    this.programs = programs;
  }

  /// Makes the directory aside and then moves it, so that a directory that is there is whole.
  void create(Path directory) throws IOException, InterruptedException {
    Path parent = Files.createDirectories(directory.toAbsolutePath().getParent());
    forgetLeftovers(parent);
    Path fresh = Files.createTempDirectory(parent, PREPARING);
    Access access = new Access(directory);
    access.providePasswords();
    Path password = fresh.resolveSibling(fresh.getFileName() + ".password");
    Passwords.write(password, List.of(access.passwords().of(Access.ADMIN)));
    var arguments =
        List.of(
            "--pgdata=" + fresh,
            "--username=" + Access.ADMIN,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-sync",
            "--no-instructions");
    try {
      if (programs.run("initdb", arguments) != 0) {
        throw new IOException(programs.failure("initdb"));
      }
    } finally {
      Files.delete(password);
    }
    Access.restrict(fresh);
    Files.move(fresh, directory, ATOMIC_MOVE);
  }

  /// What a start that was killed has left.
  private static void forgetLeftovers(Path parent) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREPARING + "*")) {
      for (Path path : left) {
        Claim.delete(path);
      }
    }
  }

  static List<String> settings(Path directory, int port) {
    List<String> arguments =
        new ArrayList<>(List.of("-D", directory.toString(), "-p", Integer.toString(port)));
    SETTINGS.forEach((name, value) -> {
      arguments.add("-c");
      arguments.add(name + "=" + value);
    });
    return arguments;
  }
}
