package dev.confab.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.standalone.launch.DataFolder;
import dev.confab.standalone.launch.Options;
import dev.confab.standalone.launch.Stages;
import dev.confab.standalone.loopback.LoopbackPort;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/// Starts everything once, on a folder and ports of its own, chats a little and stops: a run in
/// which the JVM records what a start needs and what is hot, so that later starts are quick and
/// soon at full speed.
public final class WarmUp {
  /// In each room: enough for the compilers to know what is hot.
  private static final int MESSAGES = 600;

  private WarmUp() {}

  public static void main(String[] arguments) throws Exception {
    Path path = Path.of(arguments[0]).toAbsolutePath();
    var options =
        new Options(LoopbackPort.free(), LoopbackPort.free(), LoopbackPort.free(), path, false);
    var silent =
        new Stages(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8), Duration.ZERO);
    try (DataFolder folder = DataFolder.take(path)) {
      Logging.to(folder.log());
      try (var standalone = new Standalone(options, folder, silent)) {
        standalone.start();
        new Rehearsal(options.port()).play(MESSAGES);
      }
    }
    System.exit(0);
  }
}
