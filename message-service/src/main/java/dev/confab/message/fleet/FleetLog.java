package dev.confab.message.fleet;

import java.time.Duration;
import java.util.function.BiConsumer;

/// All that a node knows of `chat.services`, so that fleets also live in a simulation. For one
/// thread; trouble is thrown as `KafkaException`.
interface FleetLog extends AutoCloseable {
  /// Sends it, unless too much that was sent before is still under way. What became of it is seen
  /// by reading only.
  void say(Word word);

  /// Hands over what has come since the last time, with offsets, waiting so long for the first of
  /// it.
  void read(Duration patience, BiConsumer<Long, Word> reader);

  /// Ends a wait of `read`; for any thread.
  void wake();

  /// Whether all was read that was there when this was asked first.
  boolean isCaughtUp();

  @Override
  void close();
}
