package dev.confab.gateway.socket;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.ConnectionId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/// Where Spring hands sockets of one dialect over: one {@link Dialogue} for each.
final class SocketHandler extends AbstractWebSocketHandler implements SubProtocolCapable {
  private static final String TALK = "talk";

  private record Talk(Dialogue dialogue, Dialect.Speaker speaker) {}

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

  @Override
  public List<String> getSubProtocols() {
    return dialect.subProtocols();
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    Map<String, Object> attributes = session.getAttributes();
    Visit visit =
        entrance.visit((String) Objects.requireNonNull(attributes.remove(Handshake.ADDRESS)));
    ConnectionId id = new ConnectionId(UuidCreator.getTimeOrderedEpoch().toString());
    Dialect.Speaker speaker = dialect.speaker(id, JettyWire.of(session));
    Dialogue dialogue = dialogues.begin(id, speaker.wire(), visit);
    attributes.put(TALK, new Talk(dialogue, speaker));
    sockets.add(dialogue);
    if (!visit.isAdmitted()) {
      dialogue.socket().close(CloseCode.TOO_MANY_CONNECTIONS);
    }
    switch ((Admission) Objects.requireNonNull(attributes.remove(Handshake.ADMISSION))) {
      case Admission.Known known -> dialogue.begin(known);
      case Admission.Refused refused -> dialogue.socket().close(refused.code());
      case Admission.Unknown unknown -> {}
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    Talk talk = talkOf(session);
    if (talk != null) {
      talk.speaker().hear(message.getPayload(), talk.dialogue());
    }
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
    Talk talk = talkOf(session);
    if (talk != null) {
      talk.dialogue().close(CloseCode.NOT_JSON);
    }
  }

  @Override
  protected void handlePongMessage(WebSocketSession session, PongMessage message) {
    Talk talk = talkOf(session);
    if (talk != null) {
      talk.dialogue().heard();
    }
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable failure) {
    // Its end follows.
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    Talk talk = talkOf(session);
    if (talk != null) {
      sockets.remove(talk.dialogue());
      talk.dialogue().end();
    }
  }

  private static @Nullable Talk talkOf(WebSocketSession session) {
    return (Talk) session.getAttributes().get(TALK);
  }
}
