package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import dev.confab.system.traffic.Traffic;
import dev.confab.system.view.Disagreements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedRun.class)
class ConvergenceTest {
  private static final int SESSIONS = 20;

  /// Sockets, topic, history and archive, after many clients of every kind wrote at once.
  @Test
  void everyAckIsFoundEverywhereInOneOrder(Running running) {
    try (Traffic traffic = new Traffic(running, SESSIONS)) {
      traffic.begin(100).end();
      traffic.repeat();

      assertThat(traffic.acks().size()).isEqualTo(SESSIONS * 500);
      Disagreements found = new Disagreements();
      traffic.compare(found);
      traffic.compareListeners(found);
      found.requireNone();
    }
  }
}
