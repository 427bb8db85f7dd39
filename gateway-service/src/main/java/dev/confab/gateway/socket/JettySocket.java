package dev.confab.gateway.socket;

import dev.confab.schema.error.CloseCode;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.jspecify.annotations.Nullable;

/// One client's end at Jetty's core: puts texts together, answers pings, tells of the end. Jetty
/// calls it from one thread at a time, and answers the client's close by itself.
final class JettySocket implements FrameHandler {
  private final SocketHandler handler;
  private final TextReader texts = new TextReader();
  private Handshake.@Nullable Result handshake;
  private @Nullable CoreSession core;
  private SocketHandler.@Nullable Talk talk;

  JettySocket(SocketHandler handler, Handshake.Result handshake) {
    this.handler = handler;
    this.handshake = handshake;
  }

  @Override
  public void onOpen(CoreSession session, Callback callback) {
    Handshake.Result result = handshake;
    handshake = null;
    if (result == null) {
      throw new IllegalStateException("opened twice");
    }
    core = session;
    talk = handler.open(result, new JettyWire(session));
    callback.succeeded();
    session.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    CoreSession session = core;
    SocketHandler.Talk open = talk;
    if (session == null || open == null) {
      throw new IllegalStateException("a frame before the opening");
    }
    switch (frame.getOpCode()) {
      case OpCode.CLOSE -> callback.succeeded();
      case OpCode.PING -> pong(session, frame, callback);
      default -> {
        hear(session, open, frame);
        callback.succeeded();
        session.demand();
      }
    }
  }

  /// Who pings faster than he reads pongs is not read meanwhile.
  private static void pong(CoreSession session, Frame ping, Callback callback) {
    Frame pong = new Frame(OpCode.PONG, ping.getPayload());
    Callback sent =
        Callback.from(
            () -> {
              callback.succeeded();
              session.demand();
            },
            callback::failed);
    session.sendFrame(new OutgoingEntry.Builder(pong, sent).build());
  }

  private void hear(CoreSession session, SocketHandler.Talk open, Frame frame) {
    switch (frame.getOpCode()) {
      case OpCode.PONG -> open.dialogue().heard();
      case OpCode.BINARY -> open.dialogue().close(CloseCode.NOT_JSON);
      default -> {
        String text = texts.add(frame, session.getMaxTextMessageSize());
        if (text != null) {
          open.speaker().hear(text, open.dialogue());
        }
      }
    }
  }

  @Override
  public void onError(Throwable failure, Callback callback) {
    // Its end follows.
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    SocketHandler.Talk open = talk;
    if (open != null) {
      handler.closed(open);
    }
    callback.succeeded();
  }
}
