package dev.confab.bench.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OpenLoopTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void schedulesWithoutDrift() {
    Schedule schedule = new Schedule(5, 3);
    assertThat(schedule.due(0)).isEqualTo(5);
    assertThat(schedule.due(3_000_000)).isEqualTo(5 + 1_000_000 * SECOND);
  }

  @Test
  void countsWhatIsDueBefore() {
    Schedule schedule = new Schedule(0, 1_000);
    assertThat(schedule.dueBefore(SECOND)).isEqualTo(1_000);
    assertThat(schedule.dueBefore(SECOND + 1)).isEqualTo(1_001);
    assertThat(schedule.dueBefore(-1)).isZero();
  }

  /// A server that stands still for one second of ten: a loop that waits for answers would see one
  /// slow answer in a thousand.
  @Test
  void aStallCountsForAllThatWasDueInIt() {
    Schedule schedule = new Schedule(0, 100);
    Latency latency = new Latency(0, 10 * SECOND);
    for (int i = 0; i < 1_000; i++) {
      long due = schedule.due(i);
      boolean stalled = due >= 5 * SECOND && due < 6 * SECOND;
      latency.record(due, stalled ? 6 * SECOND : due + 1_000_000);
    }

    assertThat(latency.count()).isEqualTo(1_000);
    assertThat(latency.millis(50)).isCloseTo(1, within(0.01));
    assertThat(latency.millis(95)).isCloseTo(500, within(20.0));
    assertThat(latency.maxMillis()).isCloseTo(1_000, within(2.0));
  }

  @Test
  void countsOnlyWhatWasDueInTheWindow() {
    Latency latency = new Latency(SECOND, 2 * SECOND);
    latency.record(SECOND - 1, 3 * SECOND);
    latency.record(SECOND, 9 * SECOND);
    latency.record(2 * SECOND, 2 * SECOND + 1);
    assertThat(latency.count()).isEqualTo(1);
    assertThat(latency.millis(50)).isCloseTo(8_000, within(10.0));
  }
}
