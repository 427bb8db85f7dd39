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

  /// With which token he last said who he is.
  Token token();

  void send(Frame frame);

  /// Takes the frame if the client is not far behind. Else returns false, and runs `whenRoom` later
  /// on another thread; the same one is run once, however often it is given meanwhile.
  boolean offer(Frame frame, Runnable whenRoom);

  /// What was sent before and has not left may be lost.
  void close(CloseCode code);

  default UserId user() {
    return caller().userId();
  }

  default void answer(Answer answer) {
    send(Frame.of(answer));
  }
}
