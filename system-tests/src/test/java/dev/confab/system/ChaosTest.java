package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.chaos.Chaos;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A cluster of processes under load keeps every promise while its parts are killed and paused. The
/// histories stay in `target/chaos`; `./confab chaos` runs longer.
class ChaosTest {
  private static final Path FOLDER = Path.of("target", "chaos");

  @Test
  void everyPromiseIsKeptWhilePartsDie() throws Exception {
    List<String> said = new ArrayList<>();
    boolean kept =
        Chaos.run(
            new String[] {
              "--smoke", "--seed", "7", "--confab", "../confab", "--dir", FOLDER.toString()
            },
            text -> {
              said.add(text);
              System.out.println(text);
            });
    assertThat(kept).as(String.join(System.lineSeparator(), said)).isTrue();
    try (Stream<Path> results = Files.list(FOLDER.resolve("results"))) {
      assertThat(results).anyMatch(file -> file.toString().endsWith(".txt"));
    }
  }
}
