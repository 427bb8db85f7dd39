package dev.confab.standalone.postgres;

import dev.confab.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL server as a child process, which keeps its data in a directory and listens on
/// loopback only, where each role needs its password: see {@link #passwordFile}.
///
/// A later start on the same directory finds everything again. A server that a killed process left
/// behind there is stopped first. One caller at a time may use a directory.
public final class EmbeddedPostgres implements AutoCloseable {
  /// The services' role, and its database.
  public static final String NAME = Access.USER;

  private static final String HOST = LoopbackPort.HOST;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Postmaster postmaster;
  private final Process process;
  private final Access access;
  private final int port;

  private EmbeddedPostgres(Postmaster postmaster, Process process, Access access, int port) {
    this.postmaster = postmaster;
    this.process = process;
    this.access = access;
    this.port = port;
  }

  /// Returns when the database `confab` answers. Programs are unpacked into `binaries` if they are
  /// not there yet.
  public static EmbeddedPostgres start(Path binaries, Path directory, Path log, int port)
      throws IOException, InterruptedException {
    var home = directory.toAbsolutePath();
    var programs = new PostgresPrograms(PostgresBinaries.unpacked(binaries.toAbsolutePath()), log);
    var postmaster = new Postmaster(programs, home);
    if (Files.exists(home)) {
      postmaster.stop();
    } else {
      new Cluster(programs).create(home);
    }
    Process process = launch(programs, Cluster.settings(home, port));
    var server = new EmbeddedPostgres(postmaster, process, new Access(home), port);
    try {
      server.awaitReady(programs);
    } catch (IOException | InterruptedException e) {
      process.destroy();
      throw e;
    }
    return server;
  }

  /// Stops the server that a killed process may have left behind on the directory.
  public static void stopLeftover(Path binaries, Path directory, Path log)
      throws IOException, InterruptedException {
    var programs = new PostgresPrograms(binaries.toAbsolutePath().resolve("bin"), log);
    new Postmaster(programs, directory.toAbsolutePath()).stop();
  }

  public String jdbcUrl() {
    return jdbcUrl(port);
  }

  /// That of a server on a port, also of one that does not run yet.
  public static String jdbcUrl(int port) {
    return "jdbc:postgresql://%s:%d/%s".formatted(HOST, port, NAME);
  }

  /// Of the role `confab`.
  public String password() throws IOException {
    return access.passwords().of(NAME);
  }

  /// Makes the passwords of a directory that is still to be made, so that they are known before its
  /// server runs.
  public static void providePasswords(Path directory) throws IOException {
    Files.createDirectories(directory.toAbsolutePath().getParent());
    new Access(directory.toAbsolutePath()).providePasswords();
  }

  /// The passwords of a server's roles, as `PGPASSFILE` has them, beside its data. Only the file's
  /// owner can read it.
  public static Path passwordFile(Path directory) {
    return Access.passwordFile(directory);
  }

  /// A role's password in such a file.
  public static String password(Path passwordFile, String role) throws IOException {
    return Passwords.in(passwordFile).of(role);
  }

  /// Done when the server has ended, whoever ended it; the value is its exit code.
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  @Override
  public void close() throws IOException {
    try {
      postmaster.stop();
      // Without its pid file, as when the data was deleted under it, nobody has told it to stop.
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while PostgreSQL stops");
    }
  }

  /// The thread lives as long as the server: with it the kernel would end the server, too.
  private static Process launch(PostgresPrograms programs, List<String> settings)
      throws IOException {
    CompletableFuture<Process> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("postgres")
        .daemon()
        .start(() -> {
          try {
            Process process = programs.postmaster(settings);
            started.complete(process);
            process.waitFor();
          } catch (IOException | InterruptedException e) {
            started.completeExceptionally(e);
          }
        });
    try {
      return started.join();
    } catch (CompletionException e) {
      throw new IOException("PostgreSQL could not be started", e.getCause());
    }
  }

  private void awaitReady(PostgresPrograms programs) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!access.answers(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(programs.failure("postgres"));
      }
      Thread.sleep(30);
    }
  }
}
