package dev.confab.schema.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message as clients see it. `seq` is that of the event that created it, whatever has changed
/// since; `editedAt` and `clientId` are absent where there was no edit or no client's key.
@JsonPropertyOrder({
  "id",
  "sessionId",
  "seq",
  "senderId",
  "role",
  "content",
  "metadata",
  "createdAt",
  "editedAt",
  "clientId"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Message(
    MessageId id,
    SessionId sessionId,
    long seq,
    UserId senderId,
    MessageRole role,
    String content,
    Metadata metadata,
    Instant createdAt,
    @Nullable Instant editedAt,
    @Nullable CommandId clientId) {}
