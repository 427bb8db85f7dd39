package dev.confab.gateway.socket;

import dev.confab.schema.error.CloseCode;
import dev.confab.web.trace.PacedLog;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// One client's end at Jetty's core: puts texts together, answers pings, tells of the end. Jetty
/// calls it from one thread at a time, and answers the client's close by itself.
final class JettySocket implements FrameHandler {
  private static final PacedLog log = new PacedLog(LoggerFactory.getLogger(JettySocket.class));

  private final SocketHandler handler;
  private final TextReader texts;
  private Handshake.@Nullable Result handshake;
  private @Nullable CoreSession core;
  private SocketHandler.@Nullable Talk talk;
  private boolean closed;

  JettySocket(SocketHandler handler, Handshake.Result handshake, BegunTexts begun) {
    this.handler = handler;
    this.texts = new TextReader(begun);
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
    SocketHandler.Talk opened;
    try {
      opened = handler.open(result, new JettyWire(session));
    } catch (RuntimeException | Error e) {
      log.error("A socket could not be opened", e);
      callback.failed(e);
      return;
    }
    boolean gone = begin(opened);
    if (gone) {
      handler.closed(opened);
    }
    callback.succeeded();
    if (!gone) {
      session.demand();
    }
  }

  /// Whether it ended while it opened: what is written to it then can end it, on another thread.
  private synchronized boolean begin(SocketHandler.Talk opened) {
    talk = opened;
    return closed;
  }

  private synchronized SocketHandler.@Nullable Talk end() {
    closed = true;
    return talk;
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    CoreSession session = core;
    SocketHandler.Talk open = talk;
    if (session == null || open == null) {
      throw new IllegalStateException("a frame before the opening");
    }
    long pause = open.dialogue().frame();
    switch (frame.getOpCode()) {
      case OpCode.CLOSE -> callback.succeeded();
      case OpCode.PING -> pong(session, frame, callback, pause);
      default -> {
        hear(session, open, frame);
        callback.succeeded();
        long since = System.nanoTime();
        Runnable whenRoom =
            () ->
                Thread.startVirtualThread(
                    () -> demand(session, pause - (System.nanoTime() - since)));
        if (!open.dialogue().waits(whenRoom)) {
          demand(session, pause);
        }
      }
    }
  }

  /// Reads on, after so many nanoseconds.
  private static void demand(CoreSession session, long pause) {
    if (pause <= 0) {
      session.demand();
    } else {
      CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, Thread::startVirtualThread)
          .execute(session::demand);
    }
  }

  /// Who pings faster than he reads pongs is not read meanwhile. After the server's close there is
  /// no pong, and his frames are read on until his own close comes.
  private static void pong(CoreSession session, Frame ping, Callback callback, long pause) {
    Frame pong = new Frame(OpCode.PONG, ping.getPayload());
    Runnable next =
        () -> {
          callback.succeeded();
          demand(session, pause);
        };
    Callback sent = Callback.from(next, failure -> next.run());
    session.sendFrame(new OutgoingEntry.Builder(pong, sent).build());
  }

  private void hear(CoreSession session, SocketHandler.Talk open, Frame frame) {
    switch (frame.getOpCode()) {
      case OpCode.PONG -> open.dialogue().heard();
      case OpCode.BINARY -> open.dialogue().close(CloseCode.NOT_JSON);
      default -> {
        if (open.dialogue().isOver()) {
          texts.forget();
          open.dialogue().heard();
        } else {
          text(open, frame, open.dialogue().most(session.getMaxTextMessageSize()));
        }
      }
    }
  }

  private void text(SocketHandler.Talk open, Frame frame, long most) {
    TextReader.Part part = texts.add(frame, Math.toIntExact(most), open.dialogue().user());
    open.dialogue().begun(texts.hasBegun());
    switch (part) {
      case TextReader.Part.Whole whole -> {
        open.dialogue().came(whole.bytes());
        open.speaker().hear(whole.text(), open.dialogue());
      }
      case TextReader.Part.More more -> {}
      case TextReader.Part.NoRoom none -> open.dialogue().close(CloseCode.TOO_SLOW);
    }
  }

  @Override
  public void onError(Throwable failure, Callback callback) {
    // What a client or a network does is no error of ours. The end follows in any case.
    if (!(failure instanceof IOException || failure instanceof WebSocketException)) {
      log.error("A socket ends, since a frame could not be handled", failure);
    }
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    texts.close();
    SocketHandler.Talk open = end();
    if (open != null) {
      handler.closed(open);
    }
    callback.succeeded();
  }
}
