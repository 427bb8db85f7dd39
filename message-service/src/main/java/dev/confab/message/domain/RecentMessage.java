package dev.confab.message.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What must be known of a message to edit or delete it; not its content.
///
/// @param changedAt seq of the last event that touched it
/// @param metadataBytes size of the metadata as JSON, 0 if it is empty
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecentMessage(
    long seq,
    long changedAt,
    boolean deleted,
    UserId senderId,
    MessageRole role,
    Metadata metadata,
    int metadataBytes,
    Instant createdAt,
    @Nullable CommandId clientId) {

  static RecentMessage of(Message message, long changedAt) {
    Metadata metadata = message.metadata();
    return new RecentMessage(
        message.seq(),
        changedAt,
        false,
        message.senderId(),
        message.role(),
        metadata,
        metadata.isEmpty() ? 0 : Json.encode(metadata).length,
        message.createdAt(),
        message.clientId());
  }
}
