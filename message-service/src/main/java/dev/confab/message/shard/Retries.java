package dev.confab.message.shard;

import java.time.Duration;

/// How long to wait before the next attempt: twice as long each time, until one went well. Not
/// thread-safe.
final class Retries {
  static final Duration FIRST = Duration.ofMillis(200);
  static final Duration LONGEST = Duration.ofSeconds(15);

  /// What lasted so long went well.
  private static final Duration WELL = Duration.ofSeconds(10);

  private Duration next = FIRST;

  Duration next() {
    Duration now = next;
    Duration twice = now.multipliedBy(2);
    next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    return now;
  }

  /// @param lasted in nanoseconds
  void wentWell(long lasted) {
    if (lasted > WELL.toNanos()) {
      next = FIRST;
    }
  }
}
