package dev.confab.message.shard;

/// The log contradicts itself or its snapshots: no retry mends it, an operator must. The message
/// says what to do.
final class ShardFault extends RuntimeException {
  ShardFault(String message) {
    super(message);
  }
}
