package dev.confab.message.domain;

import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is known of a message that is older than the session's state remembers.
public sealed interface Lookup {
  /// The message as it is now, without its content.
  record Found(
      UserId senderId,
      MessageRole role,
      Instant createdAt,
      @Nullable Instant editedAt,
      @Nullable CommandId clientId,
      Metadata metadata)
      implements Lookup {}

  /// There is no such message, and that is certain.
  record Absent() implements Lookup {}

  /// It can't be told now: a later try may.
  record Unavailable() implements Lookup {}
}
