package dev.confab.message.shard;

import java.time.Duration;

/// Where a shard's life gets its messages from, in the order in which they were posted.
/// Thread-safe.
interface Mailbox {
  void post(ShardMessage message);

  /// The same, so much later.
  void postLater(ShardMessage message, Duration delay);
}
