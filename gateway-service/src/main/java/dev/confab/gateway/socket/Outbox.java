package dev.confab.gateway.socket;

import dev.confab.gateway.frame.Frame;
import dev.confab.schema.error.CloseCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The frames that one client has not got yet, bounded in bytes: a slow client costs himself.
///
/// At most one write is under way; what comes meanwhile goes with the next one. Thread-safe.
final class Outbox {
  /// Frames per write, so that one client's backlog does not hold up the others'.
  private static final int BATCH = 256;

  private final Wire wire;
  private final Pump pump;
  private final long limit;
  private final Deque<Frame> queue = new ArrayDeque<>();
  private long unsent;
  private boolean busy;
  private boolean closed;
  private @Nullable CloseCode last;

  Outbox(Wire wire, Pump pump, long limit) {
    this.wire = wire;
    this.pump = pump;
    this.limit = limit;
  }

  /// False if the frame does not fit any more; then call {@link #drop}.
  boolean send(Frame frame) {
    synchronized (this) {
      if (closed) {
        return true;
      }
      if (unsent + frame.size() > limit) {
        return false;
      }
      queue.add(frame);
      unsent += frame.size();
      if (busy) {
        return true;
      }
      busy = true;
    }
    pump.add(this);
    return true;
  }

  /// Takes no more frames and sends the code behind those it has.
  void close(CloseCode code) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = code;
      if (busy) {
        return;
      }
      busy = true;
    }
    pump.add(this);
  }

  /// Takes no more frames, forgets those it has and closes at once.
  void drop(CloseCode code) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      queue.clear();
    }
    wire.close(code);
  }

  /// The client is gone.
  synchronized void discard() {
    closed = true;
    last = null;
    queue.clear();
  }

  /// Writes the next batch. Only the pump calls it.
  void drain() {
    List<Frame> batch = new ArrayList<>();
    CloseCode code = null;
    synchronized (this) {
      while (batch.size() < BATCH && !queue.isEmpty()) {
        batch.add(queue.removeFirst());
      }
      if (batch.isEmpty()) {
        code = last;
        last = null;
        busy = false;
      }
    }
    if (code != null) {
      wire.close(code);
    } else if (!batch.isEmpty()) {
      long bytes = batch.stream().mapToLong(Frame::size).sum();
      wire.write(batch, failure -> written(bytes, failure));
    }
  }

  private void written(long bytes, @Nullable Throwable failure) {
    if (failure != null) {
      // The connection is broken, and its own end is about to be told.
      discard();
    }
    synchronized (this) {
      unsent -= bytes;
      if (queue.isEmpty() && last == null) {
        busy = false;
        return;
      }
    }
    pump.add(this);
  }
}
