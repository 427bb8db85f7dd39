package dev.confab.schema.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.confab.schema.chat.Actor;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.Session;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import java.time.Instant;

/// What happened to one session: durable, sequenced, and byte for byte the frame that clients get.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.SessionCreated.class, name = "session_created"),
  @JsonSubTypes.Type(value = Event.SessionUpdated.class, name = "session_updated"),
  @JsonSubTypes.Type(value = Event.SessionDeleted.class, name = "session_deleted"),
  @JsonSubTypes.Type(value = Event.MemberAdded.class, name = "member_added"),
  @JsonSubTypes.Type(value = Event.MemberRemoved.class, name = "member_removed"),
  @JsonSubTypes.Type(value = Event.MessageCreated.class, name = "message_created"),
  @JsonSubTypes.Type(value = Event.MessageUpdated.class, name = "message_updated"),
  @JsonSubTypes.Type(value = Event.MessageDeleted.class, name = "message_deleted"),
  @JsonSubTypes.Type(value = Event.SessionCleared.class, name = "session_cleared")
})
@JsonPropertyOrder({"sessionId", "seq", "at", "actor", "commandId"})
public sealed interface Event {
  SessionId sessionId();

  /// The place in the session's log: 1, 2, 3 without holes.
  long seq();

  Instant at();

  Actor actor();

  CommandId commandId();

  /// The name that stands in `type`.
  @JsonIgnore
  default String typeName() {
    return switch (this) {
      case SessionCreated e -> "session_created";
      case SessionUpdated e -> "session_updated";
      case SessionDeleted e -> "session_deleted";
      case MemberAdded e -> "member_added";
      case MemberRemoved e -> "member_removed";
      case MessageCreated e -> "message_created";
      case MessageUpdated e -> "message_updated";
      case MessageDeleted e -> "message_deleted";
      case SessionCleared e -> "session_cleared";
    };
  }

  record SessionCreated(
      SessionId sessionId, long seq, Instant at, Actor actor, CommandId commandId, Session session)
      implements Event {}

  /// `session` is brief: it names some of the members, and an update changes none. Who keeps
  /// members takes them from the other events.
  record SessionUpdated(
      SessionId sessionId, long seq, Instant at, Actor actor, CommandId commandId, Session session)
      implements Event {}

  record SessionDeleted(SessionId sessionId, long seq, Instant at, Actor actor, CommandId commandId)
      implements Event {}

  record MemberAdded(
      SessionId sessionId, long seq, Instant at, Actor actor, CommandId commandId, Member member)
      implements Event {}

  record MemberRemoved(
      SessionId sessionId, long seq, Instant at, Actor actor, CommandId commandId, Member member)
      implements Event {}

  record MessageCreated(
      SessionId sessionId, long seq, Instant at, Actor actor, CommandId commandId, Message message)
      implements Event {}

  /// `message` is the whole message as it is after the edit.
  record MessageUpdated(
      SessionId sessionId, long seq, Instant at, Actor actor, CommandId commandId, Message message)
      implements Event {}

  record MessageDeleted(
      SessionId sessionId,
      long seq,
      Instant at,
      Actor actor,
      CommandId commandId,
      MessageId messageId)
      implements Event {}

  /// Every message with a seq up to `upToSeq` is gone.
  record SessionCleared(
      SessionId sessionId, long seq, Instant at, Actor actor, CommandId commandId, long upToSeq)
      implements Event {}
}
