package dev.confab.gateway.socket;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.ConnectionId;

/// Begins and ends one {@link Dialogue} for each socket of a dialect. Thread-safe.
final class SocketHandler {
  /// One socket: what comes from it goes to its speaker, who tells the dialogue.
  record Talk(Dialogue dialogue, Dialect.Speaker speaker) {}

  /// Makes what a socket needs.
  @FunctionalInterface
  interface Dialogues {
    Dialogue begin(ConnectionId id, Wire wire, Visit visit);
  }

  private final Sockets sockets;
  private final Entrance entrance;
  private final Dialogues dialogues;
  private final Dialect dialect;

  SocketHandler(Sockets sockets, Entrance entrance, Dialogues dialogues, Dialect dialect) {
    this.dialect = dialect;
    this.sockets = sockets;
    this.entrance = entrance;
    this.dialogues = dialogues;
  }

  /// If it throws nothing is left of the socket.
  Talk open(Handshake.Result handshake, Wire wire) {
    Visit visit = entrance.visit(handshake.network());
    Talk talk;
    try {
      ConnectionId id = new ConnectionId(UuidCreator.getTimeOrderedEpoch().toString());
      Dialect.Speaker speaker = dialect.speaker(id, wire);
      talk = new Talk(dialogues.begin(id, speaker.wire(), visit), speaker);
    } catch (RuntimeException | Error e) {
      visit.end();
      throw e;
    }
    try {
      begin(talk.dialogue(), visit, handshake.admission());
      talk.speaker().opened();
    } catch (RuntimeException | Error e) {
      closed(talk);
      throw e;
    }
    return talk;
  }

  private void begin(Dialogue dialogue, Visit visit, Admission admission) {
    sockets.add(dialogue);
    if (!visit.isAdmitted()) {
      dialogue.socket().close(CloseCode.TOO_MANY_CONNECTIONS);
    }
    switch (admission) {
      case Admission.Known known -> dialogue.begin(known);
      case Admission.Refused refused -> dialogue.socket().close(refused.code());
      case Admission.Unknown unknown -> dialogue.begin(unknown);
    }
  }

  void closed(Talk talk) {
    sockets.remove(talk.dialogue());
    talk.dialogue().end();
  }
}
