package dev.confab.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.confab.standalone.cluster.Command.Verb;
import dev.confab.standalone.cluster.Command.Wishes;
import dev.confab.standalone.launch.StartRefusedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterLineTest {
  private static final Path FOLDER = Path.of("/some/where");

  @Test
  void leavesToTheFolderWhatIsNotAskedFor() throws Exception {
    assertThat(parse("up --dir /some/where"))
        .isEqualTo(new Command.Up(FOLDER, new Wishes(null, null, null, null, null), false));
  }

  @Test
  void takesFlagsInBothForms() throws Exception {
    assertThat(
            parse(
                "up --dir=/some/where --brokers 1 --gateways=2 --message 3 --history=4 --port-base 20000 --reset"))
        .isEqualTo(new Command.Up(FOLDER, new Wishes(1, 2, 3, 4, 20_000), true));
  }

  @Test
  void namesAProcess() throws Exception {
    assertThat(parse("restart broker-1 --dir /some/where"))
        .isEqualTo(new Command.Act(Verb.RESTART, "broker-1", FOLDER));
  }

  @Test
  void takesTheFolderAsOneOfThisFolder() throws Exception {
    assertThat(parse("down --dir x --reset"))
        .isEqualTo(new Command.Down(Path.of("x").toAbsolutePath(), true));
  }

  @ParameterizedTest
  @CsvSource({
    "'',                             cluster needs a verb",
    "dance --dir x,                  cluster has no verb dance",
    "up,                             cluster up needs the cluster's folder",
    "kill --dir x,                   cluster kill needs the name",
    "status broker-1 --dir x,        cluster status takes no name",
    "kill broker-1 --reset --dir x,  cluster kill has no flag --reset",
    "down --brokers 3 --dir x,       cluster down has no flag --brokers",
    "up --dir x --broker 3,          cluster up has no flag --broker",
    "up --dir x --brokers 0,         --brokers must be a number",
    "up --dir x --history 6,         --history must be a number",
    "up --dir x --port-base 80,      --port-base must be a number",
    "up --dir x --port-base 65500,   --port-base must be a number",
    "up --dir,                       --dir needs a value"
  })
  void refusesWhatItDoesNotKnow(String line, String sentence) {
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> parse(line))
        .withMessageStartingWith(sentence);
  }

  private static Command parse(String line) throws StartRefusedException {
    return ClusterLine.parse(line.isEmpty() ? new String[0] : line.split(" ", -1));
  }
}
