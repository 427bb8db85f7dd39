package dev.confab.client;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A session's events that came before it was their turn, and for how long the next one has been
/// missing. Not thread-safe.
final class Arrivals {
  private static final int MOST = 5_000;

  /// For an event that is on its way by another socket or thread.
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final NavigableMap<Long, JsonNode> early = new TreeMap<>();

  /// The highest seq that is known to be there.
  private long target;

  private long missingSince;

  void clear() {
    early.clear();
    target = 0;
  }

  /// Events up to there exist.
  void expect(long seq) {
    target = Math.max(target, seq);
  }

  /// Those that do not fit are known to be missing.
  void add(long seq, JsonNode event) {
    expect(seq);
    if (early.size() < MOST) {
      early.put(seq, event);
    }
  }

  @Nullable JsonNode take(long seq) {
    return early.remove(seq);
  }

  /// The list has got so far; with `progress` only just now.
  void reached(long seq, boolean progress) {
    early.headMap(seq, true).clear();
    if (progress || target <= seq) {
      missingSince = System.nanoTime();
    }
  }

  /// How many are known to be missing behind `seq`.
  long behind(long seq) {
    return Math.max(0, target - seq);
  }

  long target() {
    return target;
  }

  /// What is missing is not on its way.
  void giveUp() {
    missingSince = System.nanoTime() - PATIENCE_NANOS;
  }

  /// It is waited for once more.
  void hope() {
    missingSince = System.nanoTime();
  }

  /// How long to wait for what is missing, in nanoseconds; not above 0 if that was long enough.
  long patience() {
    return PATIENCE_NANOS - (System.nanoTime() - missingSince);
  }
}
