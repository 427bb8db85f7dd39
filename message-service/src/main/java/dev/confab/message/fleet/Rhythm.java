package dev.confab.message.fleet;

import java.time.Duration;

/// How often a node says that it lives, and after how many beats of the others it counts as gone.
///
/// @param beat between two of its beats
/// @param limit beats of another node without one of its own: a collection or a stopped process
///   lasts shorter
/// @param brokenLimit the same where the connection to it ended and nobody answers there any more
/// @param rest how long a node that was missed stays away before it comes back
record Rhythm(Duration beat, int limit, int brokenLimit, Duration rest) {
  static final Rhythm DEFAULT = new Rhythm(Duration.ofMillis(200), 17, 3, Duration.ofSeconds(5));

  /// A host that was not heard of for so long hangs.
  Duration hostPatience() {
    return beat.multipliedBy(limit / 2);
  }
}
