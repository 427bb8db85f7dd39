package dev.confab.standalone.cluster;

import dev.confab.standalone.cluster.Command.Verb;
import dev.confab.standalone.launch.StartRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/// The processes of a cluster that was started, one by one.
final class Members {
  /// A start that waits for something which is down by intention must come back.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// A little longer than services give themselves.
  private static final Duration ENDING = Duration.ofSeconds(25);

  private final ClusterFolder folder;
  private final ClusterFile file;

  Members(ClusterFolder folder, ClusterFile file) {
    this.folder = folder;
    this.file = file;
  }

  OsProcess process(ClusterFile.Entry entry) {
    return new OsProcess(entry.pid(), Programs.mark(entry.name(), folder));
  }

  Optional<ClusterFile.Entry> firstAlive() {
    return file.processes().stream().filter(entry -> process(entry).isAlive()).findFirst();
  }

  /// Does it and returns what to say. Throws `IOException` with a sentence if it failed.
  String act(Verb verb, String name, Installation installation)
      throws IOException, InterruptedException, StartRefusedException {
    ClusterFile.Entry entry = entry(name);
    OsProcess process = process(entry);
    return switch (verb) {
      case KILL -> kill(name, process);
      case STOP -> {
        requireAlive(name, process);
        process.stop();
        yield name + " is stopped.";
      }
      case CONT -> {
        requireAlive(name, process);
        process.resume();
        yield name + " goes on.";
      }
      case START -> {
        if (process.isAlive()) {
          throw new StartRefusedException(
              "%s runs already (process %d).".formatted(name, process.pid()));
        }
        yield start(name, installation);
      }
      case RESTART -> {
        end(entry, process);
        yield start(name, installation);
      }
    };
  }

  private ClusterFile.Entry entry(String name) throws StartRefusedException {
    return file.find(name)
        .orElseThrow(() ->
            new StartRefusedException(
                "There is no %s in this cluster; there are %s."
                    .formatted(
                        name,
                        file.processes().stream()
                            .map(ClusterFile.Entry::name)
                            .collect(Collectors.joining(", ")))));
  }

  private static void requireAlive(String name, OsProcess process) throws StartRefusedException {
    if (!process.isAlive()) {
      throw new StartRefusedException(name + " does not run.");
    }
  }

  private static String kill(String name, OsProcess process)
      throws IOException, InterruptedException {
    if (!process.isAlive()) {
      return name + " was gone already.";
    }
    process.kill();
    if (!process.awaitEnd(ENDING)) {
      throw new IOException("%s (process %d) can't be killed.".formatted(name, process.pid()));
    }
    return name + " is killed.";
  }

  private static void end(ClusterFile.Entry entry, OsProcess process)
      throws IOException, InterruptedException {
    process.end(entry.role().equals(Role.POSTGRES.text()));
    if (!process.awaitEnd(ENDING)) {
      kill(entry.name(), process);
    }
  }

  private String start(String name, Installation installation)
      throws IOException, InterruptedException, StartRefusedException {
    Layout layout = folder.requireLayout();
    Part part =
        layout.parts().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    Ports.requireFree(part, layout);
    new Launcher(folder, new Programs(layout, folder, installation)).start(part, PATIENCE);
    return name + " is ready.";
  }
}
