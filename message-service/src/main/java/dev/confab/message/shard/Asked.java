package dev.confab.message.shard;

import dev.confab.schema.command.Command;
import dev.confab.schema.id.GatewayId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record of `chat.commands`, with its offset there.
sealed interface Asked {
  long offset();

  /// @param origin the asker's return address; `null` wants no answer
  record Sound(long offset, @Nullable String origin, Command command) implements Asked {}

  /// A gateway says that it lives; it asks for nothing and settles nothing.
  record Alive(long offset, GatewayId gateway) implements Asked {}

  /// Nothing that could be decided.
  record Garbage(
      long offset, ConsumerRecord<byte @Nullable [], byte @Nullable []> record, String reason)
      implements Asked {}
}
