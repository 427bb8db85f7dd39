package dev.confab.system.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Does things to a cluster and its processes by `./confab cluster`.
final class ClusterCommand {
  /// Where every JVM finds options.
  static final String OPTIONS = "JDK_JAVA_OPTIONS";

  private static final int SECONDS = 300;

  private final Path confab;
  private final Path folder;
  private final Map<String, String> environment;
  private final File log;

  /// @param environment what processes are started with, besides this one's own
  /// @param log where what the script says goes
  ClusterCommand(Path confab, Path folder, Map<String, String> environment, Path log) {
    this.confab = confab;
    this.folder = folder;
    this.environment = new HashMap<>(environment);
    this.log = log.toFile();
  }

  Path folder() {
    return folder;
  }

  /// Throws `IOException` if the script failed or takes too long.
  ///
  /// @param verb and what belongs to it, as `kill`, `gateway-1`
  void run(List<String> verb) throws IOException, InterruptedException {
    run(verb, Map.of());
  }

  void run(String verb, String name) throws IOException, InterruptedException {
    run(List.of(verb, name));
  }

  /// From now on every JVM that is started gets that option.
  void keep(String option) {
    environment.merge(OPTIONS, option, (before, more) -> before + " " + more);
  }

  /// With one more option for the JVM that is started.
  void run(String verb, String name, String option) throws IOException, InterruptedException {
    String options = environment.getOrDefault(OPTIONS, "") + " " + option;
    run(List.of(verb, name), Map.of(OPTIONS, options.strip()));
  }

  /// Throws `IOException` if the cluster's file can't be read.
  boolean isRunning(String name) throws IOException {
    return ProcessHandle.of(Cluster.in(folder).pid(name))
        // One that has ended and was not waited for is a process still, without a command line.
        .flatMap(process -> process.info().commandLine())
        .isPresent();
  }

  private void run(List<String> verb, Map<String, String> more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(confab.toString(), "cluster"));
    command.addAll(verb);
    command.addAll(List.of("--dir", folder.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    Process process = builder.start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " takes too long; see " + log);
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "%s ended with %d; see %s"
              .formatted(String.join(" ", command), process.exitValue(), log));
    }
  }
}
