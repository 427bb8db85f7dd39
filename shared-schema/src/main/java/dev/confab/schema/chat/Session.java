package dev.confab.schema.chat;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A conversation as clients see it. `updatedAt` is the time of its last event, `lastSeq` that
/// event's seq, `messageCount` the number of messages that are there now. A session without a title
/// has `null`.
@JsonPropertyOrder({
  "id",
  "title",
  "ownerId",
  "members",
  "metadata",
  "createdAt",
  "updatedAt",
  "lastSeq",
  "messageCount"
})
public record Session(
    SessionId id,
    @Nullable String title,
    UserId ownerId,
    List<Member> members,
    Metadata metadata,
    Instant createdAt,
    Instant updatedAt,
    long lastSeq,
    long messageCount) {
  public Session {
    members = List.copyOf(members);
  }
}
