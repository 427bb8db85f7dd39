package dev.confab.streams;

import dev.confab.streams.PositionedFilter.Opening;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a view asks the log besides its records, at most once per start or gap of a partition. The
/// calls block; trouble with the brokers is thrown.
public interface EventLog {
  /// The identity of the log that seqs belong to.
  String epoch();

  /// Whether it goes on for a log that was lost: then it lacks what was before it.
  boolean isReplacement();

  /// The offset behind the last record of the partition of `chat.events`.
  long end(int partition);

  /// The same of every partition; 0 where all records are gone.
  Map<Integer, Long> ends();

  /// The opening with the highest marker below the offset, as `chat.shards` tells it.
  @Nullable Opening openedBelow(int partition, long offset);
}
