package dev.confab.gateway.socket;

import dev.confab.gateway.frame.Frame;
import dev.confab.schema.error.CloseCode;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.jspecify.annotations.Nullable;

/// Writes to Jetty's core session: that takes bytes that are shared by all receivers, never blocks,
/// and sends a batch in one write.
final class JettyWire implements Wire {
  private final CoreSession core;

  JettyWire(CoreSession core) {
    this.core = core;
  }

  @Override
  public void write(List<Frame> frames, Consumer<@Nullable Throwable> written) {
    Callback callback = Callback.from(() -> written.accept(null), written);
    if (frames.size() == 1) {
      send(frames.getFirst(), callback, false);
      return;
    }
    for (Frame frame : frames) {
      send(frame, Callback.NOOP, true);
    }
    // It succeeds behind all frames, and fails if one of them did.
    core.flush(callback);
  }

  private void send(Frame frame, Callback callback, boolean batch) {
    // Jetty keeps state in its frame and consumes the buffer: both are this receiver's own.
    var own = new org.eclipse.jetty.websocket.core.Frame(OpCode.TEXT, frame.buffer());
    core.sendFrame(new OutgoingEntry.Builder(own, callback).batch(batch).build());
  }

  @Override
  public void ping() {
    var ping = new org.eclipse.jetty.websocket.core.Frame(OpCode.PING);
    core.sendFrame(new OutgoingEntry.Builder(ping, Callback.NOOP).build());
  }

  @Override
  public void close(CloseCode code) {
    core.close(code.code(), code.reason(), Callback.NOOP);
  }

  @Override
  public void abort() {
    core.abort();
  }
}
