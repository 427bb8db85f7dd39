package dev.confab.analytics.count;

import dev.confab.schema.analytics.CountProgress;
import dev.confab.streams.Position;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where counting stands in one shard; stored with what was counted up to there.
///
/// @param since events that were appended before may be missing; `null` if none are
/// @param uncounted messages whose own time was out of bounds
record Standing(Position position, @Nullable Instant since, long uncounted) {
  /// Before the first record. A log that replaces a lost one lacks what was before it.
  static Standing start(String epoch, boolean replacement) {
    Position position = Position.start(epoch);
    return new Standing(replacement ? position.withGap(1) : position, null, 0);
  }

  /// Behind a record that was appended then.
  Standing behind(Position now, Instant appended, boolean counted) {
    boolean lost = now.gap() > position.gap() || (now.gap() > 0 && since == null);
    return new Standing(now, lost ? appended : since, uncounted + (counted ? 0 : 1));
  }

  CountProgress progress(int shard) {
    var reached = new TreeMap<Integer, Long>();
    reached.put(shard, position.next());
    return new CountProgress(
        CountProgress.Stage.EVENTS, shard, position.epoch(), reached, since, uncounted);
  }
}
