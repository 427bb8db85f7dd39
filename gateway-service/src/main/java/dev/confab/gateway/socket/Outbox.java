package dev.confab.gateway.socket;

import dev.confab.gateway.frame.Frame;
import dev.confab.schema.error.CloseCode;
import dev.confab.web.limit.ByteBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The frames that one client has not got yet, bounded in bytes: a slow client costs himself. The
/// frames of all clients together have a budget, in which one that many get counts once.
///
/// At most one write is under way; what comes meanwhile goes with the next one. Thread-safe.
final class Outbox {
  /// What became of a frame.
  enum Taken {
    YES,
    /// There is room later.
    LATER,
    /// He, or all together, have as much as they may.
    NO_ROOM
  }

  /// Frames per write, so that one client's backlog does not hold up the others'.
  private static final int BATCH = 256;

  /// And bytes, so that a slow client is seen to take something.
  private static final int BATCH_BYTES = 128 * 1024;

  private final Wire wire;
  private final Pump pump;
  private final long limit;
  private final ByteBudget all;
  private final Deque<Frame> queue = new ArrayDeque<>();
  private long unsent;
  private boolean busy;
  private boolean closed;
  private @Nullable CloseCode last;
  private final Set<Runnable> waiting = new HashSet<>(0);
  private long writes;

  /// Before the first look: no number of writes.
  private long writesSeen = -1;

  private long seenAt;

  /// @param limit bytes of this one
  /// @param all bytes of all
  Outbox(Wire wire, Pump pump, long limit, ByteBudget all) {
    this.wire = wire;
    this.pump = pump;
    this.limit = limit;
    this.all = all;
  }

  /// False if there is no room for the frame; then call {@link #drop}.
  boolean send(Frame frame) {
    synchronized (this) {
      if (!closed && (unsent + frame.size() > limit || !frame.hold(all))) {
        return false;
      }
      if (!begins(frame)) {
        return true;
      }
    }
    pump.add(this);
    return true;
  }

  /// Takes the frame if the queue is not half full: the other half is for what is new. Else it is
  /// for later, and `whenRoom` is run once most of it has left, unless the client goes before.
  Taken offer(Frame frame, Runnable whenRoom) {
    synchronized (this) {
      if (!closed && unsent > 0 && unsent + frame.size() > limit / 2) {
        waiting.add(whenRoom);
        return Taken.LATER;
      }
      if (!closed && !frame.hold(all)) {
        return Taken.NO_ROOM;
      }
      if (!begins(frame)) {
        return Taken.YES;
      }
    }
    pump.add(this);
    return Taken.YES;
  }

  /// Queues the frame, which is held, and says whether the pump has to be told.
  private boolean begins(Frame frame) {
    if (closed) {
      return false;
    }
    queue.add(frame);
    unsent += frame.size();
    boolean idle = !busy;
    busy = true;
    return idle;
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
      forget();
    }
    wire.close(code);
  }

  /// The client is gone.
  synchronized void discard() {
    closed = true;
    last = null;
    forget();
  }

  synchronized long unsent() {
    return unsent;
  }

  private void forget() {
    queue.forEach(frame -> frame.release(all));
    queue.clear();
    waiting.clear();
  }

  /// Whether no write was finished for so long, at the calls of this method, though there was one.
  synchronized boolean isStuck(long now, long patience) {
    if (!busy || writes != writesSeen) {
      writesSeen = writes;
      seenAt = now;
      return false;
    }
    return now - seenAt >= patience;
  }

  /// Writes the next batch. Only the pump calls it.
  void drain() {
    List<Frame> batch = new ArrayList<>();
    CloseCode code = null;
    long bytes = 0;
    synchronized (this) {
      while (batch.size() < BATCH && bytes < BATCH_BYTES && !queue.isEmpty()) {
        batch.add(queue.removeFirst());
        bytes += batch.getLast().size();
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
      write(batch);
    }
  }

  /// However it ends, it is told once.
  private void write(List<Frame> batch) {
    AtomicBoolean over = new AtomicBoolean();
    Consumer<@Nullable Throwable> whenOver =
        failure -> {
          if (over.compareAndSet(false, true)) {
            written(batch, failure);
          }
        };
    try {
      wire.write(batch, whenOver);
    } catch (RuntimeException e) {
      whenOver.accept(e);
      throw e;
    }
  }

  private void written(List<Frame> batch, @Nullable Throwable failure) {
    long bytes = 0;
    for (Frame frame : batch) {
      bytes += frame.size();
      frame.release(all);
    }
    if (failure != null) {
      // The connection is broken, and its own end is about to be told.
      discard();
    }
    List<Runnable> woken = List.of();
    boolean more;
    synchronized (this) {
      unsent -= bytes;
      writes++;
      more = !queue.isEmpty() || last != null;
      busy = more;
      if (!waiting.isEmpty() && unsent <= limit / 4) {
        woken = List.copyOf(waiting);
        waiting.clear();
      }
    }
    if (more) {
      pump.add(this);
    }
    woken.forEach(Runnable::run);
  }
}
