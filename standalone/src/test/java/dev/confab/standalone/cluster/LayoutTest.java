package dev.confab.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.confab.standalone.cluster.Command.Wishes;
import dev.confab.standalone.launch.StartRefusedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final Wishes NONE = new Wishes(null, null, null, null, null);

  @Test
  void isThreeBrokersAndTwoOfEachServiceByItself() throws Exception {
    assertThat(NONE.over(null).parts().stream().map(Part::name))
        .containsExactly(
            "postgres",
            "tokens",
            "broker-1",
            "broker-2",
            "broker-3",
            "gateway-1",
            "gateway-2",
            "message-1",
            "message-2",
            "history-1",
            "history-2");
  }

  @Test
  void staysWhatItWasWhereNothingElseIsWished() throws Exception {
    Layout before = new Wishes(1, 3, null, null, 21_000).over(null);
    assertThat(NONE.over(before)).isEqualTo(before);
    assertThat(new Wishes(null, 1, null, null, null).over(before))
        .isEqualTo(new Layout(before.id(), 1, 1, 2, 2, 21_000));
  }

  @Test
  void refusesAnotherNumberOfBrokersOnTheirData() throws Exception {
    Layout before = NONE.over(null);
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(() -> new Wishes(1, null, null, null, null).over(before))
        .withMessageStartingWith("This folder holds the data of 3 brokers, and 1 are asked for");
  }

  @Test
  void givesNoPortTwiceAndStaysInItsRange() {
    Layout largest = new Layout("id", 5, 5, 5, 5, 20_000);
    List<Integer> ports = new ArrayList<>(largest.parts().stream().map(Part::port).toList());
    largest.of(Role.BROKER).forEach(broker -> ports.add(largest.controllerPort(broker.number())));
    assertThat(ports)
        .doesNotHaveDuplicates()
        .allMatch(port -> port >= 20_000 && port < 20_000 + Layout.PORTS);
  }
}
