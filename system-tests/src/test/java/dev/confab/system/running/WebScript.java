package dev.confab.system.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Programs in `web/app/e2e`, which drive a Chromium with Playwright, which `npm ci` brings.
public final class WebScript {
  public static final Path WEB = Path.of("..", "web");

  private WebScript() {}

  /// Without either there is nothing to try with.
  public static void needsABrowser() {
    assumeThat(WEB.resolve("node_modules/playwright-core")).exists();
    assumeThat(System.getenv("CHROMIUM") != null || Files.exists(Path.of("/usr/bin/chromium")))
        .as("a Chromium")
        .isTrue();
  }

  /// Starts one with arguments; errors are in its output.
  public static Process start(String name, String... arguments) throws IOException {
    return new ProcessBuilder(
            Stream.concat(Stream.of("node", "e2e/" + name), Stream.of(arguments)).toList())
        .directory(WEB.resolve("app").toFile())
        .redirectErrorStream(true)
        .start();
  }

  /// Runs one to its end, which must be 0; returns what it said.
  public static String run(String name, String... arguments)
      throws IOException, InterruptedException {
    Process script = start(name, arguments);
    String said = new String(script.getInputStream().readAllBytes(), UTF_8);
    assertThat(script.waitFor()).as(said).isZero();
    return said;
  }
}
