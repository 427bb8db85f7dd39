package dev.confab.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingTest {
  private final LogTimes times = new LogTimes(new SimpleMeterRegistry());
  private final Pending pending = new Pending(times);
  private final List<Outcome> outcomes = new ArrayList<>();

  @Test
  void commandHasOneOutcome() {
    long number = pending.add(0, 100, outcomes::add);
    pending.decide(number, new Outcome.Accepted(1, new byte[0]));
    pending.decide(number, new Outcome.Accepted(2, new byte[0]));
    pending.expire(100);
    assertThat(outcomes).hasSize(1);
    assertThat(pending.size()).isZero();
  }

  @Test
  void deadlineMakesItUnavailableAndNotBefore() {
    pending.add(0, 100, outcomes::add);
    pending.expire(99);
    assertThat(outcomes).isEmpty();
    pending.expire(100);
    assertThat(outcomes).containsExactly(new Outcome.Unavailable());
  }

  @Test
  void failedCommandIsLeftToTheNextSweep() {
    long number = pending.add(0, 100, outcomes::add);
    pending.giveUpSoon(number, 5);
    assertThat(outcomes).isEmpty();
    pending.expire(5);
    assertThat(outcomes).containsExactly(new Outcome.Unavailable());
  }

  @Test
  void lostShardGivesUpItsCommandsOnly() {
    pending.add(0, 100, outcomes::add);
    pending.add(1, 100, outcomes::add);
    pending.giveUpAll(1);
    assertThat(outcomes).hasSize(1);
    assertThat(pending.size()).isEqualTo(1);
  }

  @Test
  void faultOfOneReceiverStopsNobodyElse() {
    pending.add(
        0,
        1,
        outcome -> {
          throw new IllegalStateException("a fault");
        });
    pending.add(0, 1, outcomes::add);
    pending.expire(1);
    assertThat(outcomes).hasSize(1);
  }
}
