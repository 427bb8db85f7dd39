package dev.confab.message.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AppendsTest {
  private final AtomicLong woken = new AtomicLong();
  private final AtomicLong told = new AtomicLong();
  private final AtomicBoolean awaiting = new AtomicBoolean();
  private final Appends appends = new Appends(woken::incrementAndGet);

  @Test
  void wakesNobodyForWhatNobodyAwaits() {
    tell();
    appends.appended(1);
    appends.appended(2);

    assertThat(woken).hasValue(0);
    tell();
    assertThat(told).hasValue(2);
  }

  @Test
  void wakesOnceUntilItIsHeard() {
    awaiting.set(true);
    tell();
    appends.appended(1);
    appends.appended(2);

    assertThat(woken).hasValue(1);
    tell();
    appends.appended(3);
    assertThat(woken).hasValue(2);
  }

  @Test
  void countsNothingBehindOneThatIsMissing() {
    appends.appended(1);
    appends.appended(3);

    tell();

    assertThat(told).hasValue(1);
  }

  private void tell() {
    appends.tell(told::set, awaiting::get);
  }
}
