package dev.confab.bench.loop;

import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/// Wakes the selector at a nanosecond's time, which it can't do itself: it counts milliseconds.
final class Alarm implements AutoCloseable {
  private static final long NONE = Long.MAX_VALUE;

  private final Selector selector;
  private final Thread thread;
  private volatile long target = NONE;
  private volatile boolean running = true;

  Alarm(Selector selector) {
    this.selector = selector;
    this.thread = Thread.ofPlatform().name("bench-alarm").daemon().start(this::run);
  }

  /// One time at once; a later call replaces it.
  void at(long nanos) {
    if (target != nanos) {
      target = nanos;
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (running) {
      long wanted = target;
      long left = wanted - System.nanoTime();
      if (wanted == NONE) {
        LockSupport.park(this);
      } else if (left > 0) {
        LockSupport.parkNanos(this, left);
      } else {
        target = NONE;
        selector.wakeup();
      }
    }
  }

  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
  }
}
