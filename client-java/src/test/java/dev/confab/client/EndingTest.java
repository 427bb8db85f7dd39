package dev.confab.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A connection comes back from every close but those that nothing but a person can change.
class EndingTest {
  @Test
  void onlyTwoCodesAreFinal() {
    assertThat(IntStream.range(1000, 5000).filter(code -> Ending.of(code, "", null).isFinal()))
        .containsExactly(1000, 4403);
  }

  @Test
  void onlyARefusalConcernsTheToken() {
    assertThat(Ending.of(4401, "", "t").refused()).isEqualTo("t");
    assertThat(Ending.of(1006, "", "t").refused()).isNull();
  }

  @Test
  void pausesGrowToTenSecondsAndAreSpread() {
    Backoff backoff = Backoff.ofLine();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      pauses.add(Ending.of(1006, "", null).pause(backoff).toMillis());
    }
    assertThat(pauses).allMatch(pause -> pause >= 0 && pause <= 10_000);
    assertThat(pauses.getFirst()).isLessThanOrEqualTo(500);
    assertThat(pauses).anyMatch(pause -> pause < 2_000).anyMatch(pause -> pause > 8_000);
  }
}
