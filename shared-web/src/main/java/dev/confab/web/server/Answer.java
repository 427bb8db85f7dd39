package dev.confab.web.server;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// One answer on its way out. Whoever writes it is told at once that it is written; the request is
/// over when all of it is sent. Thread-safe.
final class Answer extends Response.Wrapper implements Callback {
  private record Part(boolean last, ByteBuffer bytes, int size) {}

  private static final long MOST_PAUSE = SECONDS.toNanos(10);

  private final Callback over;
  private final UnsentAnswers unsent;
  private final Sending sending = new Sending();
  private final Deque<Part> parts = new ArrayDeque<>();
  private @Nullable Part underWay;
  private Scheduler.@Nullable Task deadline;
  private @Nullable Throwable failure;
  private boolean last;
  private boolean begun;
  private boolean paused;
  private boolean written;
  private boolean sent;
  private boolean told;

  Answer(Request request, Response response, Callback over, UnsentAnswers unsent) {
    super(request, response);
    this.over = over;
    this.unsent = unsent;
  }

  @Override
  public void write(boolean isLast, @Nullable ByteBuffer content, Callback callback) {
    int size = content == null ? 0 : content.remaining();
    if (!unsent.take(size)) {
      cut("there is no room for what the client does not take");
      callback.failed(new EofException("the connection was ended"));
      return;
    }
    Throwable failed = add(isLast, content, size);
    if (failed != null) {
      unsent.give(size);
      callback.failed(failed);
      return;
    }
    if (isPausedFirst()) {
      callback.succeeded();
      return;
    }
    sending.iterate();
    watch();
    callback.succeeded();
  }

  /// Whether nothing is sent yet; looked at with the first part, before anything is.
  private boolean isPausedFirst() {
    synchronized (this) {
      if (begun) {
        return paused;
      }
      begun = true;
    }
    long pause = unsent.pause(getStatus(), Request.getRemoteAddr(getRequest()), MOST_PAUSE);
    if (pause == 0) {
      return false;
    }
    synchronized (this) {
      paused = true;
    }
    if (pause > MOST_PAUSE) {
      cut("its address is refused too often");
    } else {
      // What follows may be the connection's next request, which is none for the scheduler's
      // thread.
      Components components = getRequest().getComponents();
      Executor threads = components.getExecutor();
      components.getScheduler().schedule(() -> threads.execute(this::goOn), pause, NANOSECONDS);
    }
    return true;
  }

  private void goOn() {
    synchronized (this) {
      paused = false;
    }
    sending.iterate();
    watch();
    tell();
  }

  /// Why not, if nothing can be sent any more.
  private synchronized @Nullable Throwable add(
      boolean isLast, @Nullable ByteBuffer content, int size) {
    if (failure == null) {
      ByteBuffer copy = ByteBuffer.allocate(size);
      if (content != null) {
        copy.put(content).flip();
      }
      parts.add(new Part(isLast, copy, size));
      last |= isLast;
    }
    return failure;
  }

  /// From the first part that the client does not take at once it has so much time.
  private synchronized void watch() {
    if (underWay != null && deadline == null) {
      deadline = unsent.add(this, getRequest().getComponents().getScheduler());
    }
  }

  private synchronized void forget() {
    if (deadline != null) {
      deadline.cancel();
      unsent.remove(this);
      deadline = null;
    }
  }

  private synchronized long drop() {
    long size = parts.stream().mapToLong(Part::size).sum();
    parts.clear();
    unsent.give(size);
    return size;
  }

  /// Ends the connection, since the client does not take what it asked for. Returns how many bytes
  /// are given back with that, besides those that are on their way.
  long cut(String why) {
    // Jetty logs other failures with their stack, whoever brought them about.
    IOException cause = new EofException(why);
    synchronized (this) {
      if (sent) {
        // The connection may have its next request already.
        return 0;
      }
      failure = failure == null ? cause : failure;
    }
    long given = drop();
    unsent.counted();
    getRequest().getConnectionMetaData().getConnection().getEndPoint().close(cause);
    return given;
  }

  @Override
  public boolean hasLastWrite() {
    synchronized (this) {
      return last;
    }
  }

  @Override
  public void succeeded() {
    synchronized (this) {
      written = true;
    }
    sending.iterate();
    tell();
  }

  @Override
  public void failed(Throwable cause) {
    synchronized (this) {
      written = true;
    }
    sending.abort(cause);
    tell();
  }

  /// Once all is written and sent, or will never be.
  private void tell() {
    Throwable cause;
    synchronized (this) {
      if (!written || !sent || told) {
        return;
      }
      told = true;
      cause = failure;
    }
    if (cause == null) {
      over.succeeded();
    } else {
      over.failed(cause);
    }
  }

  /// Sends one part after the other.
  private final class Sending extends IteratingCallback {
    @Override
    protected Action process() throws Throwable {
      Part next;
      synchronized (Answer.this) {
        arrived();
        if (failure != null) {
          throw failure;
        }
        next = paused ? null : parts.poll();
        underWay = next;
        if (next == null) {
          forget();
          return written && !paused ? Action.SUCCEEDED : Action.IDLE;
        }
      }
      getWrapped().write(next.last(), next.bytes(), this);
      return Action.SCHEDULED;
    }

    @Override
    protected void onCompleted(@Nullable Throwable cause) {
      synchronized (Answer.this) {
        failure = failure == null ? cause : failure;
        sent = true;
        arrived();
        drop();
        forget();
      }
      tell();
    }

    private void arrived() {
      Part before = underWay;
      if (before != null) {
        unsent.give(before.size());
        underWay = null;
      }
    }
  }
}
