package dev.confab.system;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The shell blocks of the README can be pasted in either terminal, whatever the ports.
class ReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern USE = Pattern.compile("\\$([A-Z]+)");
  private static final Pattern ECHO = Pattern.compile("echo \"([^\"]*)\"");

  @Test
  void namesPortsOnlyInTheLineOfTheBanner() throws IOException {
    assertThat(blocks().stream().filter(block -> block.contains("localhost:")))
        .containsExactly(
            "C=localhost:8080 K=localhost:9092"
                + " DB=\"postgresql://confab@localhost:5432/confab?passfile=$PWD/data/pgpass\"\n");
  }

  @Test
  void passesEverythingOnThatLaterBlocksUse() throws IOException {
    String text = blocks().stream().collect(joining());
    Matcher echo = ECHO.matcher(text);
    assertThat(echo.find()).isTrue();
    assertThat(names(text.substring(echo.end()))).isNotEmpty().isSubsetOf(names(echo.group(1)));
  }

  @Test
  void callsNoFunctionThatTheOtherTerminalLacks() throws IOException {
    assertThat(blocks().stream().filter(block -> block.contains("$(token "))).hasSize(1);
  }

  private static Set<String> names(String text) {
    return USE.matcher(text)
        .results()
        .map(use -> use.group(1))
        .collect(TreeSet::new, Set::add, Set::addAll);
  }

  private static List<String> blocks() throws IOException {
    String text = Files.readString(Path.of("..", "README.md"));
    return BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
  }
}
