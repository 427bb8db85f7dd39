package dev.confab.standalone.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs PostgreSQL's programs the way this system needs it. What they print goes to the log file.
final class PostgresPrograms {
  private static final boolean ROOT = new UnixSystem().getUid() == 0;

  private final Path bin;
  private final Path log;

  PostgresPrograms(Path bin, Path log) {
    this.bin = bin;
    this.log = log;
  }

  /// Runs a program to its end and returns its exit code.
  int run(String program, List<String> arguments) throws IOException, InterruptedException {
    return start(List.of(), program, arguments).waitFor();
  }

  /// Starts the postmaster so that the terminal's Ctrl-C does not reach it, since it has to outlive
  /// its clients, and, where the kernel can do that, so that it shuts down when the calling
  /// *thread* ends, and so also when this process is killed.
  Process postmaster(List<String> arguments) throws IOException {
    List<String> wrapper = new ArrayList<>();
    if (isInstalled("setsid")) {
      wrapper.add("setsid");
    }
    if (isInstalled("setpriv")) {
      wrapper.addAll(List.of("setpriv", "--pdeathsig", "INT"));
    }
    return start(wrapper, "postgres", arguments);
  }

  /// PostgreSQL refuses to run as root; in a user namespace of its own root is nobody.
  List<String> command(List<String> wrapper, String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (ROOT) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.addAll(wrapper);
    command.add(bin.resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  private Process start(List<String> wrapper, String program, List<String> arguments)
      throws IOException {
    return new ProcessBuilder(command(wrapper, program, arguments))
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /// A sentence for a program that failed.
  String failure(String program) {
    String hint =
        ROOT
            ? " PostgreSQL can't run as root, and a user namespace may be forbidden here: try another user."
            : "";
    return "%s failed, see %s.%s".formatted(program, log, hint);
  }

  private static boolean isInstalled(String command) {
    return Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
  }
}
