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

/// Starts everything once, on a folder and ports of its own, takes the first steps, and stops: a
/// run in which the JVM can record what these need, so that later starts are quick.
public final class WarmUp {
  private WarmUp() {}

  public static void main(String[] arguments) throws Exception {
    Path path = Path.of(arguments[0]).toAbsolutePath();
    var options =
        new Options(
            LoopbackPort.free(), LoopbackPort.free(), LoopbackPort.free(), path, false, false);
    var silent =
        new Stages(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8), Duration.ZERO);
    try (DataFolder folder = DataFolder.take(path)) {
      Logging.to(folder.log());
      try (var standalone = new Standalone(options, folder, silent)) {
        standalone.start();
        new FirstSteps(options.port()).take();
      }
    }
    System.exit(0);
  }
}
