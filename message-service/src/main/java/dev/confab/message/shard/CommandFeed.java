package dev.confab.message.shard;

import java.time.Duration;
import java.util.List;

/// Reads `chat.commands` of the shards that are open here. All but {@link #wake} is for one thread;
/// trouble is thrown as `KafkaException`.
interface CommandFeed extends AutoCloseable {
  /// From now on the shard's commands are read, from that offset on.
  void follow(int shard, long from);

  void forget(int shard);

  /// Whether a shard that is followed is not read for now.
  void hold(int shard, boolean held);

  /// Hands over what there is, waiting so long for the first of it.
  void poll(Duration patience, Sink sink);

  interface Sink {
    void commands(int shard, List<Asked> batch);

    /// What is next is not there (any more): it must be found out anew where to go on.
    void lost(int shard, String reason);
  }

  /// Ends a wait of {@link #poll}.
  void wake();

  @Override
  void close();
}
