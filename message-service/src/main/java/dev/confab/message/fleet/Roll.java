package dev.confab.message.fleet;

import java.util.Set;

/// Which shards are this node's, as far as it has read.
///
/// @param in whether the others count this node; nothing is its own before
/// @param mine the shards that it ought to have open
/// @param heldElsewhere those of `mine` that another node has not let go yet
public record Roll(boolean in, Set<Integer> mine, Set<Integer> heldElsewhere) {
  static final Roll OUT = new Roll(false, Set.of(), Set.of());
}
