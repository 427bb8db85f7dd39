package dev.confab.gateway.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/// Whether and since when this gateway needs the tail of one shard, and the commands that wait
/// until it has it.
///
/// A command goes out only once the tail's positions and floor are fixed, else its answer could
/// pass unseen. Commands go out in the order in which they were given, those that waited first.
/// Thread-safe; times are of `System.nanoTime`.
final class Interest {
  private enum State {
    ABSENT,
    OPENING,
    READY
  }

  private final AtomicInteger holds = new AtomicInteger();
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private volatile long idleSince;
  private State state = State.ABSENT;

  /// Says that the tail is needed, until {@link #release}.
  void hold() {
    holds.incrementAndGet();
  }

  void release(long now) {
    // Before the count, so that it is never idle since an older time.
    idleSince = now;
    holds.decrementAndGet();
  }

  /// Runs it now if the tail is there, else in its turn when it is. Returns whether the reader must
  /// be told.
  synchronized boolean send(Runnable command) {
    if (state == State.READY) {
      command.run();
      return false;
    }
    waiting.add(command);
    return state == State.ABSENT;
  }

  /// Like {@link #send} for what needs no answer: it waits only for what was given before it.
  synchronized void tell(Runnable command) {
    if (waiting.isEmpty()) {
      command.run();
    } else {
      waiting.add(command);
    }
  }

  synchronized boolean isMissing() {
    return state == State.ABSENT && holds.get() > 0;
  }

  synchronized void open() {
    state = State.OPENING;
  }

  synchronized void ready() {
    state = State.READY;
    for (Runnable command = waiting.poll(); command != null; command = waiting.poll()) {
      command.run();
    }
  }

  /// The tail is gone; who holds the interest gets a new one, and what waits goes on waiting.
  synchronized void lose() {
    state = State.ABSENT;
  }

  /// Gives the tail up if nobody has needed it for so long.
  synchronized boolean dropIfIdle(long now, long linger) {
    if (state != State.READY || holds.get() > 0 || now - idleSince < linger) {
      return false;
    }
    state = State.ABSENT;
    return true;
  }
}
