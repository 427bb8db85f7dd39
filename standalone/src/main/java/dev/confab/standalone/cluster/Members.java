package dev.confab.standalone.cluster;

import dev.confab.standalone.cluster.Command.Verb;
import dev.confab.standalone.launch.StartRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The processes of a cluster that was started, one by one.
final class Members {
  /// A start that waits for something which is down by intention must come back.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// A little longer than services give themselves.
  private static final Duration ENDING = Duration.ofSeconds(25);

  private final ClusterFolder folder;

  Members(ClusterFolder folder) {
    this.folder = folder;
  }

  OsProcess process(String name) throws IOException {
    return new OsProcess(folder.pid(name), Programs.mark(name, folder));
  }

  /// Refuses while one of them is there, paused or not.
  void requireNoneRuns() throws IOException, StartRefusedException {
    for (String name : folder.names()) {
      OsProcess process = process(name);
      if (process.isAlive()) {
        throw new StartRefusedException(
            "A cluster runs in %s already (%s is process %d): end it with ./confab cluster down --dir %s."
                .formatted(folder.path(), name, process.pid(), folder.path()));
      }
    }
  }

  /// Does it and returns what to say. Throws `IOException` with a sentence if it failed.
  String act(Verb verb, String name, Installation installation)
      throws IOException, InterruptedException, StartRefusedException {
    requireKnown(name);
    OsProcess process = process(name);
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
        end(name, process);
        yield start(name, installation);
      }
    };
  }

  private void requireKnown(String name) throws IOException, StartRefusedException {
    List<String> names = folder.names();
    if (!names.contains(name)) {
      throw new StartRefusedException(
          "There is no %s in this cluster; there are %s."
              .formatted(name, String.join(", ", names)));
    }
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

  private static void end(String name, OsProcess process) throws IOException, InterruptedException {
    process.end(name.equals(Role.POSTGRES.text()));
    if (!process.awaitEnd(ENDING)) {
      kill(name, process);
    }
  }

  private String start(String name, Installation installation)
      throws IOException, InterruptedException, StartRefusedException {
    Layout layout = folder.requireLayout();
    Part part =
        layout.parts().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    Ports.awaitFree(part, layout);
    new Launcher(layout, folder, installation).start(part, PATIENCE);
    return name + " is ready.";
  }
}
