package dev.confab.message.archive;

/// One shard can't be archived until somebody repairs something; the other shards can. Its message
/// is a sentence for the operator.
final class ShardFaultException extends RuntimeException {
  ShardFaultException(String message) {
    super(message);
  }
}
