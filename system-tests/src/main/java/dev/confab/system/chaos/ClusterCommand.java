package dev.confab.system.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Does things to the cluster's processes by `./confab cluster`.
final class ClusterCommand {
  private static final int SECONDS = 180;

  private final Path confab;
  private final Path folder;
  private final File log;

  /// @param log where what the script says goes
  ClusterCommand(Path confab, Path folder, Path log) {
    this.confab = confab;
    this.folder = folder;
    this.log = log.toFile();
  }

  /// Throws `IOException` if the script failed or takes too long.
  ///
  /// @param verb `kill`, `stop`, `cont`, `start` or `restart`
  void run(String verb, String name) throws IOException, InterruptedException {
    List<String> command =
        List.of(confab.toString(), "cluster", verb, name, "--dir", folder.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
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
