package dev.confab.history.page;

import dev.confab.history.window.ViewBehindException;
import java.time.Duration;
import java.util.function.Supplier;

/// Repeats a read that asks for what was written a moment ago. The timeline wakes who waits for it;
/// the archive, which speaks for what is below the timeline's window, can only be asked again.
/// Thread-safe; waits in the caller's thread.
///
/// @param most from the first attempt; then what the last one threw is thrown
public record Patience(Duration most) {
  private static final long FIRST_MILLIS = 25;
  private static final long MOST_MILLIS = 200;

  public <T> T read(Supplier<T> read) {
    long deadline = System.nanoTime() + most.toNanos();
    long pause = FIRST_MILLIS;
    while (true) {
      try {
        return read.get();
      } catch (ViewBehindException e) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw e;
        }
        sleep(Math.min(pause, left), e);
        pause = Math.min(2 * pause, MOST_MILLIS);
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
