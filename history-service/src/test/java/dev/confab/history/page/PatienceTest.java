package dev.confab.history.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.history.window.ViewBehindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration MOST = Duration.ofMinutes(1);

  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void readIsRepeatedUntilTheViewIsThere() {
    List<Duration> left = new ArrayList<>();
    String read =
        new Patience(MOST)
            .read(mayWait -> {
              left.add(mayWait);
              return behindUntil(3);
            });
    assertThat(read).isEqualTo("read at attempt 3");
    assertThat(left.getFirst()).isEqualTo(MOST);
    assertThat(left).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
  }

  @Test
  void readEndsAsItsLastAttemptDid() {
    assertThatThrownBy(() -> new Patience(Duration.ZERO).read(left -> behindUntil(2)))
        .isInstanceOf(ViewBehindException.class)
        .hasMessage("attempt 1");
  }

  @Test
  void whatElseGoesWrongIsNotRepeated() {
    assertThatThrownBy(() ->
            new Patience(MOST)
                .read(left -> {
                  attempts.incrementAndGet();
                  throw new IllegalStateException("broken");
                }))
        .hasMessage("broken");
    assertThat(attempts).hasValue(1);
  }

  @Test
  void serverThatStopsEndsTheWait() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> new Patience(MOST).read(left -> behindUntil(2)))
          .hasMessage("attempt 1");
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }

  private String behindUntil(int attempt) {
    int now = attempts.incrementAndGet();
    if (now < attempt) {
      throw new ViewBehindException("attempt " + now);
    }
    return "read at attempt " + now;
  }
}
