package dev.confab.schema.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.ConnectionId;
import dev.confab.schema.id.GatewayId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked of one session. It brings its own time and identity, so that deciding it needs no
/// clock.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Command.CreateSession.class, name = "create_session"),
  @JsonSubTypes.Type(value = Command.UpdateSession.class, name = "update_session"),
  @JsonSubTypes.Type(value = Command.DeleteSession.class, name = "delete_session"),
  @JsonSubTypes.Type(value = Command.AddMember.class, name = "add_member"),
  @JsonSubTypes.Type(value = Command.RemoveMember.class, name = "remove_member"),
  @JsonSubTypes.Type(value = Command.SendMessage.class, name = "send_message"),
  @JsonSubTypes.Type(value = Command.EditMessage.class, name = "edit_message"),
  @JsonSubTypes.Type(value = Command.DeleteMessage.class, name = "delete_message"),
  @JsonSubTypes.Type(value = Command.ClearMessages.class, name = "clear_messages"),
  @JsonSubTypes.Type(value = Command.Join.class, name = "join_session"),
  @JsonSubTypes.Type(value = Command.Leave.class, name = "leave_session"),
  @JsonSubTypes.Type(value = Command.GetInfo.class, name = "get_session_info")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Command {
  SessionId sessionId();

  /// Unique among this actor's commands in this session.
  CommandId commandId();

  /// When it was asked, by the clock of the gateway that took it.
  Instant at();

  Caller actor();

  /// A command that changes the session and so may become an event.
  sealed interface Write extends Command {
    /// Whether `commandId` is the client's own key, to be remembered for repeats; absent means yes.
    @Nullable Boolean keyed();

    default boolean isKeyed() {
      return !Boolean.FALSE.equals(keyed());
    }
  }

  /// A command about who is there now; it never becomes an event.
  sealed interface Query extends Command {}

  record CreateSession(
      SessionId sessionId,
      CommandId commandId,
      Instant at,
      Caller actor,
      @Nullable Boolean keyed,
      @Nullable String title,
      @Nullable List<UserId> members,
      @Nullable Metadata metadata)
      implements Write {}

  /// Absent fields stay as they are.
  record UpdateSession(
      SessionId sessionId,
      CommandId commandId,
      Instant at,
      Caller actor,
      @Nullable Boolean keyed,
      @Nullable String title,
      @Nullable Metadata metadata)
      implements Write {}

  record DeleteSession(
      SessionId sessionId, CommandId commandId, Instant at, Caller actor, @Nullable Boolean keyed)
      implements Write {}

  record AddMember(
      SessionId sessionId,
      CommandId commandId,
      Instant at,
      Caller actor,
      @Nullable Boolean keyed,
      UserId userId)
      implements Write {}

  record RemoveMember(
      SessionId sessionId,
      CommandId commandId,
      Instant at,
      Caller actor,
      @Nullable Boolean keyed,
      UserId userId)
      implements Write {}

  /// An absent role is `USER`.
  record SendMessage(
      SessionId sessionId,
      CommandId commandId,
      Instant at,
      Caller actor,
      @Nullable Boolean keyed,
      String content,
      @Nullable MessageRole role,
      @Nullable Metadata metadata)
      implements Write {}

  /// Absent metadata stays as it is.
  record EditMessage(
      SessionId sessionId,
      CommandId commandId,
      Instant at,
      Caller actor,
      @Nullable Boolean keyed,
      MessageId messageId,
      String content,
      @Nullable Metadata metadata)
      implements Write {}

  record DeleteMessage(
      SessionId sessionId,
      CommandId commandId,
      Instant at,
      Caller actor,
      @Nullable Boolean keyed,
      MessageId messageId)
      implements Write {}

  record ClearMessages(
      SessionId sessionId, CommandId commandId, Instant at, Caller actor, @Nullable Boolean keyed)
      implements Write {}

  /// A connection comes in. With `announce` it was in already and a new term of the shard is told
  /// of it: nobody is told of the user then.
  record Join(
      SessionId sessionId,
      CommandId commandId,
      Instant at,
      Caller actor,
      GatewayId gatewayId,
      ConnectionId connectionId,
      boolean announce)
      implements Query {}

  record Leave(
      SessionId sessionId,
      CommandId commandId,
      Instant at,
      Caller actor,
      GatewayId gatewayId,
      ConnectionId connectionId)
      implements Query {}

  record GetInfo(SessionId sessionId, CommandId commandId, Instant at, Caller actor)
      implements Query {}
}
