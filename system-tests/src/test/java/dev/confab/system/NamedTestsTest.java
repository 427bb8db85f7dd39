package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Tests that the docs name are there, with their methods.
class NamedTestsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| .* \\| .* \\| (.*) \\|$");

  @Test
  void everyTestThatADocumentNamesExists() throws IOException {
    Map<String, String> tests = tests();
    List<String> missing = new ArrayList<>();
    for (Path document : documents()) {
      for (MatchResult named : named(Files.readString(document))) {
        String source = tests.get(named.group(1));
        String method = named.group(2);
        if (source == null || (method != null && !source.contains(" void " + method + "("))) {
          missing.add(document.getFileName() + ": " + named.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyRowOfTheThreatsNamesATestAndItsMethod() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/security.md"));
    String table = text.substring(text.indexOf("| attempt |"));
    List<MatchResult> rows =
        ROW.matcher(table.substring(0, table.indexOf("\n\n"))).results().skip(1).toList();
    assertThat(rows).hasSizeGreaterThan(15);
    assertThat(rows)
        .allMatch(row -> row.group(1).contains("deploy/") || allWithMethods(row.group(1)));
  }

  private static boolean allWithMethods(String cell) {
    List<MatchResult> named = named(cell);
    return !named.isEmpty() && named.stream().allMatch(each -> each.group(2) != null);
  }

  private static List<MatchResult> named(String text) {
    return NAMED.matcher(text).results().toList();
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(files, Stream.of(ROOT.resolve("README.md")))
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }

  /// The sources of all tests by the name of their class.
  private static Map<String, String> tests() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.map(each -> each.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(module)) {
          add(module, sources);
        }
      }
    }
    return sources;
  }

  private static void add(Path folder, Map<String, String> sources) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
        String name = file.getFileName().toString();
        sources.merge(
            name.substring(0, name.length() - ".java".length()),
            Files.readString(file),
            String::concat);
      }
    }
  }
}
