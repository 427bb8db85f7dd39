package dev.confab.standalone.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Starts processes that outlive this one, and keeps their ids. Thread-safe.
final class Launcher {
  private static final Duration POLL = Duration.ofMillis(100);

  /// A postmaster that was killed leaves processes that go in a moment; a new one refuses to start
  /// before.
  private static final Duration LEFTOVERS = Duration.ofSeconds(10);

  private static final int LAST_LINES = 20;

  private final Layout layout;
  private final ClusterFolder folder;
  private final Programs programs;
  private boolean closed;

  Launcher(Layout layout, ClusterFolder folder, Installation installation) {
    this.layout = layout;
    this.folder = folder;
    this.programs = new Programs(layout, folder, installation);
  }

  /// Returns when it is ready. Throws `IOException` with a sentence if it ends, or is not ready
  /// within the time; then it runs on.
  void start(Part part, Duration patience) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    OsProcess process = launch(part);
    try (Probe probe = Probe.of(part, folder)) {
      while (!probe.isReady()) {
        long waited = System.nanoTime() - begun;
        if (!process.isAlive()) {
          if (part.role() != Role.POSTGRES || waited > LEFTOVERS.toNanos()) {
            throw new IOException(
                "%s ended while it started; see %s. Its last lines:%n%s"
                    .formatted(part.name(), log(part), lastLines(log(part))));
          }
          process = launch(part);
        }
        if (waited > patience.toNanos()) {
          throw new IOException(
              "%s was started (process %d), but is not ready after %d s; see %s."
                  .formatted(part.name(), process.pid(), patience.toSeconds(), log(part)));
        }
        Thread.sleep(POLL);
      }
    }
  }

  /// After this nothing more is started.
  synchronized void close() {
    closed = true;
  }

  private OsProcess launch(Part part) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (hasSetsid()) {
      // The terminal's Ctrl-C and its end don't reach it.
      command.add("setsid");
    }
    command.addAll(programs.command(part));
    return run(part, command);
  }

  private synchronized OsProcess run(Part part, List<String> command) throws IOException {
    if (closed) {
      throw new IOException("The start was given up.");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.path().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(part).toFile()));
    // PostgreSQL's driver takes passwords from there; on a command line everybody could read them.
    builder.environment().put("PGPASSFILE", folder.passwords().toString());
    Process process = builder.start();
    folder.started(layout, part, process.pid());
    return new OsProcess(process.pid(), Programs.mark(part.name(), folder));
  }

  private Path log(Part part) {
    return folder.log(part.name());
  }

  private static String lastLines(Path log) throws IOException {
    List<String> lines = new String(Files.readAllBytes(log), UTF_8).lines().toList();
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  private static boolean hasSetsid() {
    return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "setsid")));
  }
}
