package dev.confab.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.command.Caller;
import dev.confab.schema.id.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnderWayTest {
  private static final Caller ALICE = new Caller(new UserId("alice"), Set.of());

  private final UnderWay underWay = new UnderWay(2);
  private final List<String> woken = new ArrayList<>();

  private boolean waits(String socket) {
    return underWay.waits(ALICE, () -> woken.add(socket));
  }

  @Test
  void whoHasEnoughUnderWayWaitsAndNobodyElse() {
    underWay.begin(ALICE, 1);
    assertThat(waits("a")).isFalse();
    underWay.begin(ALICE, 1);
    assertThat(waits("a")).isTrue();
    assertThat(underWay.waits(new Caller(new UserId("bob"), Set.of()), () -> {})).isFalse();
    underWay.end(ALICE, 1);
    assertThat(woken).containsExactly("a");
  }

  @Test
  void whoAsksForMuchHasEnoughSooner() {
    underWay.begin(ALICE, 2);
    assertThat(waits("a")).isTrue();
    underWay.end(ALICE, 2);
    assertThat(woken).containsExactly("a");
    assertThat(waits("b")).isFalse();
  }

  @Test
  void eachAnswerWakesOneAndTheLastAll() {
    underWay.begin(ALICE, 1);
    underWay.begin(ALICE, 1);
    underWay.begin(ALICE, 1);
    assertThat(List.of(waits("a"), waits("b"), waits("c"))).containsOnly(true);
    underWay.end(ALICE, 1);
    assertThat(woken).isEmpty();
    underWay.end(ALICE, 1);
    assertThat(woken).containsExactly("a");
    underWay.end(ALICE, 1);
    assertThat(woken).containsExactly("a", "b", "c");
    assertThat(waits("a")).isFalse();
  }
}
