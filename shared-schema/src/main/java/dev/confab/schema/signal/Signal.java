package dev.confab.schema.signal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;

/// What the members of a session are told and nobody keeps: no seq, no replay, may be lost.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Signal.UserJoined.class, name = "user_joined"),
  @JsonSubTypes.Type(value = Signal.UserLeft.class, name = "user_left"),
  @JsonSubTypes.Type(value = Signal.Typing.class, name = "typing")
})
public sealed interface Signal {
  SessionId sessionId();

  /// The user it speaks of, to whom it is never sent.
  UserId userId();

  /// The user's first connection came in.
  record UserJoined(SessionId sessionId, UserId userId) implements Signal {}

  /// The user's last connection went.
  record UserLeft(SessionId sessionId, UserId userId) implements Signal {}

  record Typing(SessionId sessionId, UserId userId, boolean typing) implements Signal {}
}
