package dev.confab.bench.server;

import dev.confab.bench.wire.FrameText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.jspecify.annotations.Nullable;

/// One socket on Jetty. Its queue belongs to the pump's thread.
final class JettyMember implements FrameHandler {
  private final JettyPump pump;
  private final List<byte[]> queue = new ArrayList<>();
  private @Nullable CoreSession core;
  private @Nullable BareRoom<JettyMember> room;

  JettyMember(JettyPump pump) {
    this.pump = pump;
  }

  @Override
  public void onOpen(CoreSession session, Callback callback) {
    core = session;
    callback.succeeded();
    session.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    if (frame.getOpCode() == OpCode.TEXT) {
      byte[] bytes = new byte[frame.getPayload().remaining()];
      frame.getPayload().get(bytes);
      pump.add(() -> take(bytes));
    }
    callback.succeeded();
    CoreSession session = core;
    if (frame.getOpCode() != OpCode.CLOSE && session != null) {
      session.demand();
    }
  }

  private void take(byte[] frame) {
    String type = FrameText.text(frame, 0, frame.length, "type");
    if (type.equals("join_session")) {
      BareRoom<JettyMember> joined = pump.room(FrameText.text(frame, 0, frame.length, "sessionId"));
      joined.members().add(this);
      room = joined;
      pump.put(this, joined.joined());
    } else if (type.equals("send_message")) {
      send(frame);
    }
  }

  private void send(byte[] frame) {
    BareRoom<JettyMember> target = pump.room(FrameText.text(frame, 0, frame.length, "sessionId"));
    long seq = target.nextSeq();
    byte[] event = target.created(frame, seq);
    target.members().forEach(member -> pump.put(member, event));
    pump.put(this, target.ack(frame, seq));
  }

  /// True if it had nothing queued before.
  boolean queue(byte[] frame) {
    queue.add(frame);
    return queue.size() == 1;
  }

  void flush() {
    CoreSession session = core;
    if (session != null && queue.size() == 1) {
      session.sendFrame(entry(queue.getFirst(), false));
    } else if (session != null) {
      queue.forEach(frame -> session.sendFrame(entry(frame, true)));
      session.flush(Callback.NOOP);
    }
    queue.clear();
  }

  private static OutgoingEntry entry(byte[] frame, boolean batch) {
    Frame own = new Frame(OpCode.TEXT, ByteBuffer.wrap(frame));
    return new OutgoingEntry.Builder(own, Callback.NOOP).batch(batch).build();
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    callback.succeeded();
    pump.add(() -> {
      BareRoom<JettyMember> left = room;
      if (left != null) {
        left.members().remove(this);
      }
    });
  }
}
