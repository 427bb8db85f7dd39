package dev.confab.web.limit;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes of one kind that callers make this process hold: a hard total for all callers together.
/// Whoever takes bytes gives them back, whatever happens. Thread-safe.
public final class ByteBudget implements Bytes {
  private final long total;
  private final Runnable whenRefused;
  private final AtomicLong held = new AtomicLong();

  public ByteBudget(long total, Runnable whenRefused) {
    this.total = total;
    this.whenRefused = whenRefused;
  }

  @Override
  public boolean take(long bytes) {
    if (tryTake(bytes)) {
      return true;
    }
    whenRefused.run();
    return false;
  }

  /// Like {@link #take}, for those who make room and ask again before they refuse anybody.
  public boolean tryTake(long bytes) {
    long now = held.get();
    while (now + bytes <= total) {
      if (held.compareAndSet(now, now + bytes)) {
        return true;
      }
      now = held.get();
    }
    return false;
  }

  @Override
  public void give(long bytes) {
    held.addAndGet(-bytes);
  }

  public long held() {
    return held.get();
  }

  public long total() {
    return total;
  }
}
