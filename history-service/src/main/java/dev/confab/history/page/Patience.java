package dev.confab.history.page;

import dev.confab.history.window.ViewBehindException;
import java.time.Duration;
import java.util.function.Function;

/// Repeats a read that asks for what was written a moment ago. The timeline wakes who waits for it;
/// the archive, which speaks for what is below the timeline's window, can only be asked again.
/// Thread-safe; waits in the caller's thread.
///
/// @param most from the first attempt; then what the last one threw is thrown
public record Patience(Duration most) {
  private static final long FIRST_MILLIS = 25;
  private static final long MOST_MILLIS = 200;

  /// `read` gets how long it may wait itself.
  public <T> T read(Function<Duration, T> read) {
    long deadline = System.nanoTime() + most.toNanos();
    long pause = FIRST_MILLIS;
    Duration left = most;
    while (true) {
      try {
        return read.apply(left);
      } catch (ViewBehindException e) {
        left = Duration.ofNanos(deadline - System.nanoTime());
        if (!left.isPositive()) {
          throw e;
        }
        sleep(Math.min(pause, left.toMillis()), e);
        pause = Math.min(2 * pause, MOST_MILLIS);
        left = Duration.ofNanos(deadline - System.nanoTime());
      }
    }
  }

  private static void sleep(long millis, ViewBehindException behind) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw behind;
    }
  }
}
