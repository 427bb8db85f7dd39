package dev.confab.streams;

import dev.confab.schema.log.FilterState;

/// How far a partition's view has come, and what its filter knows there; stored with what the view
/// has up to there, or behind it.
///
/// @param epoch the log that it speaks of
/// @param next offset of the first record not yet judged
/// @param gap records below this offset may be missing from the view; 0 if none are
/// @param anchored false while the filter has not yet seen where the current term stands: after a
///   start in the middle of the log
/// @param first ordinal of the first record seen of the current term while not anchored, 0 before
///   it
public record Position(
    String epoch, long next, long gap, FilterState filter, boolean anchored, long first) {

  /// Before the first record of a log.
  public static Position start(String epoch) {
    return new Position(epoch, 0, 0, FilterState.START, true, 0);
  }

  Position at(long offset, FilterState state) {
    return new Position(epoch, offset + 1, gap, state, anchored, first);
  }

  public Position withGap(long offset) {
    return new Position(epoch, next, Math.max(gap, offset), filter, anchored, first);
  }

  Position anchored(boolean now, long firstSeen) {
    return new Position(epoch, next, gap, filter, now, firstSeen);
  }
}
