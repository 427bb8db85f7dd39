package dev.confab.standalone.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  private static final Map<String, String> NOTHING = Map.of();

  @Test
  void hasDefaults() throws Exception {
    assertThat(parse("", NOTHING))
        .isEqualTo(new Options(8080, 9092, 5432, Path.of("data").toAbsolutePath(), false, false));
  }

  @Test
  void takesFlagsInBothForms() throws Exception {
    assertThat(
            parse(
                "--port 1 --kafka-port=2 --postgres-port 65535 --data=/some/where --reset --analytics",
                NOTHING))
        .isEqualTo(new Options(1, 2, 65_535, Path.of("/some/where"), true, true));
  }

  @Test
  void takesTheEnvironmentWhereThereIsNoFlag() throws Exception {
    var environment =
        Map.of(
            "CONFAB_PORT", "1", "CONFAB_KAFKA_PORT", "2", "CONFAB_DATA", "/x", "CONFAB_RESET", "1");
    assertThat(parse("--port 3", environment))
        .isEqualTo(new Options(3, 2, 5432, Path.of("/x"), true, false));
  }

  @Test
  void takesAnEmptyVariableAsUnset() throws Exception {
    assertThat(parse("", Map.of("CONFAB_PORT", "", "CONFAB_RESET", "")).port()).isEqualTo(8080);
  }

  @ParameterizedTest
  @CsvSource({
    "--port 0,               --port must be",
    "--port 65536,           --port must be",
    "--port -1,              --port must be",
    "--port 80a,             --port must be",
    "--port=,                --port must be",
    "--port,                 --port needs a value",
    "--prot 80,              There is no flag --prot",
    "8080,                   There is no flag 8080",
    "--reset=maybe,          --reset must be true or false"
  })
  void refusesWhatItDoesNotKnow(String line, String sentence) {
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> parse(line, NOTHING))
        .withMessageStartingWith(sentence);
  }

  @Test
  void namesTheVariableThatIsWrong() {
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> parse("", Map.of("CONFAB_KAFKA_PORT", "many")))
        .withMessageStartingWith("CONFAB_KAFKA_PORT must be a port");
  }

  @Test
  void describesEveryFlag() throws Exception {
    assertThat(CommandLine.usage())
        .contains(
            "--port",
            "--kafka-port",
            "--postgres-port",
            "--data",
            "--reset",
            "--analytics",
            "--help");
  }

  private static Options parse(String line, Map<String, String> environment)
      throws StartRefusedException {
    return CommandLine.parse(line.isEmpty() ? new String[0] : line.split(" ", -1), environment);
  }
}
