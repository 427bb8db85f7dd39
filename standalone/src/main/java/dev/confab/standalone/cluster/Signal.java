package dev.confab.standalone.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A signal that Java can't send itself.
enum Signal {
  STOP,
  CONT,
  INT;

  /// Sends it to all that still live. The shell's own `kill`, as the program may not be installed.
  void send(Collection<Long> pids) throws IOException, InterruptedException {
    if (pids.isEmpty()) {
      return;
    }
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "kill -s " + name() + " \"$@\"", "sh"));
    pids.forEach(pid -> command.add(pid.toString()));
    new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
