package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Answer;
import dev.confab.gateway.frame.Frame;
import dev.confab.schema.command.Caller;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.ConnectionId;
import dev.confab.schema.id.UserId;

/// One client, as those see it who have something for him. Nothing here blocks; frames leave in the
/// order in which they were given. Thread-safe.
public interface Connection {
  ConnectionId id();

  /// Who he is now; a refreshed token can bring other scopes, never another user.
  Caller caller();

  void send(Frame frame);

  /// What was sent before and has not left may be lost.
  void close(CloseCode code);

  default UserId user() {
    return caller().userId();
  }

  default void answer(Answer answer) {
    send(Frame.of(answer));
  }
}
