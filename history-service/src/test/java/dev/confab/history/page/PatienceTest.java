package dev.confab.history.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.history.window.ViewBehindException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void readIsRepeatedUntilTheViewIsThere() {
    String read = new Patience(Duration.ofMinutes(1)).read(() -> behindUntil(3));
    assertThat(read).isEqualTo("read at attempt 3");
  }

  @Test
  void readEndsAsItsLastAttemptDid() {
    assertThatThrownBy(() -> new Patience(Duration.ZERO).read(() -> behindUntil(2)))
        .isInstanceOf(ViewBehindException.class)
        .hasMessage("attempt 1");
  }

  @Test
  void whatElseGoesWrongIsNotRepeated() {
    assertThatThrownBy(() ->
            new Patience(Duration.ofMinutes(1))
                .read(() -> {
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
      assertThatThrownBy(() -> new Patience(Duration.ofMinutes(1)).read(() -> behindUntil(2)))
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
