package dev.confab.message.shard;

import org.jspecify.annotations.Nullable;

/// Reads `chat.events` of the shards that are open here, and what is claimed on `chat.shards`.
/// Thread-safe.
interface TailFeed extends AutoCloseable {
  void start();

  /// The shard's entries from `from` on go to `mailbox`, marked with its opening.
  void follow(int shard, long from, long opening, Mailbox mailbox);

  void forget(int shard);

  /// Whether it is read: a thread that ended on an error does not come back.
  boolean isAlive();

  /// What keeps it from reading, `null` if nothing does.
  @Nullable String trouble();

  @Override
  void close();
}
