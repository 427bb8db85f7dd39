package dev.confab.schema.reply;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.Session;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shard's answer to a command that became no event. It leaves only after every event decided
/// before it is durable.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reply.Joined.class, name = "joined"),
  @JsonSubTypes.Type(value = Reply.Info.class, name = "session_info"),
  @JsonSubTypes.Type(value = Reply.Rejected.class, name = "rejected"),
  @JsonSubTypes.Type(value = Reply.Repeated.class, name = "repeated"),
  @JsonSubTypes.Type(value = Reply.Unchanged.class, name = "unchanged")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Reply {
  SessionId sessionId();

  /// The connection gets every event after `seq` from the log.
  record Joined(
      SessionId sessionId, String epoch, long seq, Session session, List<UserId> participants)
      implements Reply {}

  record Info(SessionId sessionId, Session session, List<UserId> participants) implements Reply {}

  record Rejected(SessionId sessionId, ErrorCode code, String message) implements Reply {}

  /// The command had been accepted before: as event `seq` at time `at`. `session`, brief, is there
  /// if it still exists, `message` if the command was an edit of one that does: as that edit made
  /// it.
  ///
  /// @param messageUnknown `true` if it was an edit, and whether its message exists can't be told
  ///   now; `null` otherwise
  record Repeated(
      SessionId sessionId,
      long seq,
      Instant at,
      @Nullable Session session,
      @Nullable Message message,
      @Nullable Boolean messageUnknown)
      implements Reply {}

  /// All is already as the command asks; `seq` is the last of the session, which is brief.
  record Unchanged(SessionId sessionId, long seq, Session session) implements Reply {}
}
