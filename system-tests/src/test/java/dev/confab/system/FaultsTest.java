package dev.confab.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.confab.schema.codec.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The suite of faults, `web/faults`, is played to the Java client. It needs Node and what `npm ci`
/// brings, and no server.
class FaultsTest {
  private static final Path WEB = Path.of("..", "web");
  private static final Path ADAPTER = Path.of("..", "client-java", "target", "test-classes");

  /// What needs a page, or a clock that can be set, is skipped.
  private static final int LEAST_PLAYED = 60;

  @Test
  void theJavaClientBearsAllFaults() throws Exception {
    assumeThat(WEB.resolve("node_modules/ws")).exists();
    Process suite =
        new ProcessBuilder(
                "node", "faults/run.js", "--json", "--at-once", "12", "--client", adapter())
            .directory(WEB.toFile())
            .redirectErrorStream(true)
            .start();
    List<String> lines = suite.inputReader(UTF_8).readAllLines();

    assertThat(suite.waitFor()).as(String.join("\n", lines)).isZero();
    List<JsonNode> verdicts = lines.stream().map(Json.mapper()::readTree).toList();
    assertThat(verdicts).filteredOn(verdict -> verdict.has("ok")).hasSizeGreaterThan(LEAST_PLAYED);
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.has("skipped"))
        .extracting(verdict -> verdict.path("skipped").stringValue())
        .isSubsetOf(
            "needs network",
            "needs clock",
            "needs authenticate",
            "needs rename",
            "needs clear",
            "needs deleteSession",
            "needs hidden",
            "needs storage",
            "needs draft");
  }

  /// One after the other is started for each scenario, and lives for some seconds.
  private static String adapter() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        ADAPTER.toRealPath() + File.pathSeparator + System.getProperty("java.class.path");
    return "'%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' dev.confab.client.FaultsAdapter"
        .formatted(java, classes);
  }
}
