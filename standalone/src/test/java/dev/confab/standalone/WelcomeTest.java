package dev.confab.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.standalone.launch.Options;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WelcomeTest {
  private static final Options OPTIONS =
      new Options(18_080, 19_092, 15_432, Path.of("/there"), false, false);

  @Test
  void namesItsOwnPortsInEachLine() {
    assertThat(Welcome.text(OPTIONS, null, Welcome.Served.MACHINE).lines())
        .contains(
            "Open    http://localhost:18080",
            "SQL     psql 'postgresql://confab@localhost:15432/confab?passfile=/there/pgpass'",
            "Shell   C=localhost:18080 K=localhost:19092"
                + " DB='postgresql://confab@localhost:15432/confab?passfile=/there/pgpass'")
        .anyMatch(line -> line.startsWith("Kafka   kcat -b localhost:19092 -t chat.events"));
  }

  @ParameterizedTest
  @CsvSource({
    "false, true, serves this machine only",
    "false, false, CONFAB_STANDALONE_ISSUER_GATEWAY=true lets its host in",
    "true, false, publish the port on 127.0.0.1",
    "true, true, publish the port on 127.0.0.1",
  })
  void saysWhoGetsTokens(boolean gateway, boolean loopback, String sentence) {
    assertThat(Welcome.text(OPTIONS, null, Welcome.Served.of(gateway, loopback)))
        .contains(sentence);
  }
}
