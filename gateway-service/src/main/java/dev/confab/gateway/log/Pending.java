package dev.confab.gateway.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The commands that have no outcome yet. Each gets exactly one, {@link Outcome.Unavailable} at the
/// latest when its deadline passes. Thread-safe; times are of `System.nanoTime`.
public final class Pending {
  private record Entry(int shard, long since, long deadline, Consumer<Outcome> whenDecided) {
    Entry dueAt(long time) {
      return new Entry(shard, since, time, whenDecided);
    }
  }

  private static final Logger log = LoggerFactory.getLogger(Pending.class);
  private static final Outcome UNAVAILABLE = new Outcome.Unavailable();

  private final LogTimes times;
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, Entry> open = new ConcurrentHashMap<>();

  public Pending(LogTimes times) {
    this.times = times;
  }

  /// Returns the command's number, which answers carry.
  long add(int shard, long deadline, Consumer<Outcome> whenDecided) {
    long number = last.incrementAndGet();
    open.put(number, new Entry(shard, System.nanoTime(), deadline, whenDecided));
    return number;
  }

  boolean isOpen(long number) {
    return open.containsKey(number);
  }

  /// Nothing happens if it is decided already.
  void decide(long number, Outcome outcome) {
    Entry entry = open.remove(number);
    if (entry == null) {
      return;
    }
    times.decided(outcome, System.nanoTime() - entry.since());
    try {
      entry.whenDecided().accept(outcome);
    } catch (RuntimeException e) {
      // A fault of the one who asked must not stop the reader, on which all others wait.
      log.error("An outcome could not be handed over", e);
    }
  }

  /// On this thread; never under a lock that an outcome's receiver may want.
  void giveUp(long number) {
    decide(number, UNAVAILABLE);
  }

  /// Leaves it to the next {@link #expire}.
  void giveUpSoon(long number, long now) {
    open.computeIfPresent(number, (n, entry) -> entry.dueAt(now));
  }

  /// Gives up what is due.
  public void expire(long now) {
    open.forEach((number, entry) -> {
      if (now - entry.deadline() >= 0) {
        giveUp(number);
      }
    });
  }

  /// Gives up all of a shard, whose answers may have passed unseen.
  void giveUpAll(int shard) {
    open.forEach((number, entry) -> {
      if (entry.shard() == shard) {
        giveUp(number);
      }
    });
  }

  public int size() {
    return open.size();
  }
}
