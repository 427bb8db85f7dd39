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

/// Where Spring hands sockets over: one {@link Dialogue} for each.
final class SocketHandler extends AbstractWebSocketHandler implements SubProtocolCapable {
  private static final String DIALOGUE = "dialogue";

  /// Makes what a socket needs.
  @FunctionalInterface
  interface Dialogues {
    Dialogue begin(ConnectionId id, Wire wire, Visit visit);
  }

  private final Sockets sockets;
  private final Entrance entrance;
  private final Dialogues dialogues;

  SocketHandler(Sockets sockets, Entrance entrance, Dialogues dialogues) {
    this.sockets = sockets;
    this.entrance = entrance;
    this.dialogues = dialogues;
  }

  @Override
  public List<String> getSubProtocols() {
    return List.of("confab.v1");
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    Map<String, Object> attributes = session.getAttributes();
    Visit visit =
        entrance.visit((String) Objects.requireNonNull(attributes.remove(Handshake.ADDRESS)));
    Dialogue dialogue =
        dialogues.begin(
            new ConnectionId(UuidCreator.getTimeOrderedEpoch().toString()),
            JettyWire.of(session),
            visit);
    attributes.put(DIALOGUE, dialogue);
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
    Dialogue dialogue = dialogueOf(session);
    if (dialogue != null) {
      dialogue.text(message.getPayload());
    }
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
    Dialogue dialogue = dialogueOf(session);
    if (dialogue != null) {
      dialogue.socket().close(CloseCode.NOT_JSON);
    }
  }

  @Override
  protected void handlePongMessage(WebSocketSession session, PongMessage message) {
    Dialogue dialogue = dialogueOf(session);
    if (dialogue != null) {
      dialogue.socket().heard();
    }
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable failure) {
    // Its end follows.
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    Dialogue dialogue = dialogueOf(session);
    if (dialogue != null) {
      sockets.remove(dialogue);
      dialogue.end();
    }
  }

  private static @Nullable Dialogue dialogueOf(WebSocketSession session) {
    return (Dialogue) session.getAttributes().get(DIALOGUE);
  }
}
