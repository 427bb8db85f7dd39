package dev.confab.gateway.socket;

import dev.confab.gateway.channel.Position;
import dev.confab.gateway.input.Fields;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import org.jspecify.annotations.Nullable;

/// What a client says. Those that write carry their fields on, to be checked with the limits.
sealed interface ClientFrame {
  /// The client's name for this frame, echoed in its answer.
  String id();

  record Authenticate(String id, String token) implements ClientFrame {}

  record JoinSession(String id, SessionId sessionId, @Nullable Position after)
      implements ClientFrame {}

  record LeaveSession(String id, SessionId sessionId) implements ClientFrame {}

  record SendMessage(String id, SessionId sessionId, Fields fields) implements ClientFrame {}

  record EditMessage(String id, MessageId messageId, Fields fields) implements ClientFrame {}

  record DeleteMessage(String id, MessageId messageId, @Nullable CommandId key)
      implements ClientFrame {}

  /// @param answer whether it is to be answered though nothing is wrong
  record Typing(String id, SessionId sessionId, boolean typing, boolean answer)
      implements ClientFrame {}

  record GetSessionInfo(String id, SessionId sessionId) implements ClientFrame {}

  record Ping(String id) implements ClientFrame {}
}
