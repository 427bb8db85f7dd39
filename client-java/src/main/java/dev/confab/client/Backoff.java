package dev.confab.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Longer and longer pauses with full jitter: anything from nothing to the ceiling, so that many
/// clients spread out. Not thread-safe.
final class Backoff {
  private static final int MOST_DOUBLINGS = 16;

  private final Duration base;
  private final Duration most;
  private int attempts;

  Backoff(Duration base, Duration most) {
    this.base = base;
    this.most = most;
  }

  /// For what waits for a server that is away: short enough that an outage ends for the client soon
  /// after it ended.
  static Backoff ofLine() {
    return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
  }

  /// For a request that is repeated while somebody waits for it.
  static Backoff ofRequest() {
    return new Backoff(Duration.ofMillis(250), Duration.ofSeconds(4));
  }

  void reset() {
    attempts = 0;
  }

  /// Of the next pause.
  Duration next() {
    long ceiling =
        Math.min(most.toMillis(), base.toMillis() << Math.min(attempts++, MOST_DOUBLINGS));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling + 1));
  }
}
