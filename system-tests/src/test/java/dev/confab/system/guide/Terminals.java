package dev.confab.system.guide;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs commands as one types them: in one terminal, which keeps its folder and what was exported,
/// and in further ones, which begin with both.
public final class Terminals implements AutoCloseable {
  private static final String BEGIN =
      "set -eo pipefail\n. '%1$s/exports'\ncd \"$(<'%1$s/folder')\"\n";

  private final Path state;
  private final List<Process> running = new ArrayList<>();

  /// Begins in a folder.
  public Terminals(Path state, Path folder) throws IOException {
    this.state = state;
    Files.createDirectories(state);
    Files.writeString(state.resolve("exports"), "");
    Files.writeString(state.resolve("folder"), folder.toString());
  }

  /// Where the first terminal is now.
  public Path folder() throws IOException {
    return Path.of(Files.readString(state.resolve("folder")).strip());
  }

  /// Runs each command; throws with what was said if one of them fails.
  public void run(String commands) throws IOException, InterruptedException {
    Process process =
        bash(BEGIN.formatted(state)
                + commands
                + "\nexport -p >'%1$s/exports'\npwd >'%1$s/folder'\n".formatted(state))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(
          "Failed with %d:%n%s%n%s".formatted(process.exitValue(), commands, said));
    }
  }

  /// Runs commands in another terminal, which ends with this.
  public void open(String commands) throws IOException {
    Path said = state.resolve("terminal-" + running.size());
    running.add(bash(BEGIN.formatted(state) + commands).redirectOutput(said.toFile()).start());
  }

  /// What the other terminals show.
  public String said() throws IOException {
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < running.size(); i++) {
      said.append(Files.readString(state.resolve("terminal-" + i)));
    }
    return said.toString();
  }

  @Override
  public void close() {
    for (Process process : running) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  private static ProcessBuilder bash(String commands) {
    return new ProcessBuilder("bash", "-c", commands).redirectErrorStream(true);
  }
}
