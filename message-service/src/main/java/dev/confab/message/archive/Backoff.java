package dev.confab.message.archive;

import java.time.Duration;

/// Pauses that double from 100 ms up to the longest. Not thread-safe.
final class Backoff {
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private final Duration longest;
  private Duration next = SHORTEST;

  Backoff(Duration longest) {
    this.longest = longest;
  }

  Duration next() {
    Duration pause = next.compareTo(longest) < 0 ? next : longest;
    next = pause.multipliedBy(2);
    return pause;
  }

  void reset() {
    next = SHORTEST;
  }
}
