package dev.confab.message.shard;

import java.util.List;

/// What a shard's life is told, one at a time. `opening` is the one that it is about: what is about
/// another one is void.
sealed interface ShardMessage {
  /// It is sure that this process owns the shard.
  record Open() implements ShardMessage {}

  /// The next step of an opening.
  record Advance(long opening) implements ShardMessage {}

  record Commands(long opening, List<Asked> batch) implements ShardMessage {}

  record Events(long opening, List<Entry> entries) implements ShardMessage {}

  /// Appends that something waits for are durable.
  record Appended() implements ShardMessage {}

  record AppendFailed(long opening, String reason) implements ShardMessage {}

  /// What comes next of its commands or events is not where it ought to be.
  record Unreadable(long opening, String reason) implements ShardMessage {}

  record SnapshotWritten(long opening) implements ShardMessage {}

  record SnapshotFailed(long opening, RuntimeException failure) implements ShardMessage {}

  /// Somebody claims that term.
  record Claimed(long term) implements ShardMessage {}

  /// A claim that was heard of must have been opened by now.
  record CheckClaim(long opening, long term) implements ShardMessage {}

  /// Something may be due.
  record Tick() implements ShardMessage {}

  /// It has been closed long enough to be opened again.
  record Retry(long opening) implements ShardMessage {}

  /// Let go of everything, in order.
  record Stop() implements ShardMessage {}

  /// What a stop waits for takes too long.
  record Hurry() implements ShardMessage {}
}
