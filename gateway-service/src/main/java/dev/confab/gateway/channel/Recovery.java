package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Frame;
import java.util.List;

/// What a client that joins gets of the events before its join.
sealed interface Recovery {
  /// Nothing: it starts behind the answer's seq, and reloads if it wants more.
  record None() implements Recovery {}

  /// All from its position on, up to and with seq `last`; events go on from there.
  record Whole(List<Frame> events, long last) implements Recovery {}
}
