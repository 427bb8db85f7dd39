package dev.confab.history.page;

import dev.confab.history.timeline.Timeline;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Repeats a read that asks for what was written a moment ago. The timeline wakes who waits for it;
/// the archive, which speaks for what is below the timeline's window, can only be asked again.
///
/// Who may not see a session waits as long as who asks for one that does not exist, and gets the
/// same answer: either of them may be there in a moment, and nothing tells them apart. Thread-safe;
/// waits in the caller's thread.
public final class Patience {
  private static final long FIRST_MILLIS = 25;
  private static final long MOST_MILLIS = 200;

  private final Timeline timeline;
  private final Duration most;

  /// @param most from the first attempt
  public Patience(Timeline timeline, Duration most) {
    this.timeline = timeline;
    this.most = most;
  }

  /// What `read` gives once that is something; it was tried a moment ago, so this pauses before it
  /// tries again. In the end what it threw last is thrown; `null` if it found nothing in a view
  /// that holds all that was written when the wait began.
  public <T> @Nullable T readAgain(SessionId session, Supplier<@Nullable T> read) {
    long deadline = System.nanoTime() + most.toNanos();
    long pause = TimeUnit.MILLISECONDS.toNanos(FIRST_MILLIS);
    CompletableFuture<Void> bell = timeline.bell(session);
    try {
      while (true) {
        pause(bell, Math.clamp(deadline - System.nanoTime(), 0, pause));
        timeline.leave(session, bell);
        bell = timeline.bell(session);
        ViewBehindException behind = null;
        try {
          T found = read.get();
          if (found != null) {
            return found;
          }
        } catch (ViewBehindException e) {
          behind = e;
        }
        if (System.nanoTime() >= deadline) {
          requireCurrent(behind);
          return null;
        }
        pause = Math.min(2 * pause, TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS));
      }
    } finally {
      timeline.leave(session, bell);
    }
  }

  /// Throws where the view may only be behind what was asked for.
  private void requireCurrent(@Nullable ViewBehindException behind) {
    if (behind != null) {
      throw behind;
    }
    if (timeline.lag().compareTo(most) > 0) {
      throw new ViewBehindException("The view does not hold that seq yet.");
    }
  }

  /// Throws if the server stops.
  private static void pause(CompletableFuture<Void> bell, long nanos) {
    try {
      bell.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // It is time to look again.
    } catch (ExecutionException e) {
      throw new IllegalStateException("a bell does not fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewBehindException("The server stops.");
    }
  }
}
