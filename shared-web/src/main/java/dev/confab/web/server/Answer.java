package dev.confab.web.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// One answer on its way out. Whoever writes it is told at once that it is written; the request is
/// over when all of it is sent. Thread-safe.
final class Answer extends Response.Wrapper implements Callback {
  private final Callback over;
  private final UnsentAnswers unsent;
  private final Sending sending = new Sending();
  private final Parts parts = new Parts();
  private int underWay;
  private final Progress progress = new Progress();
  private Scheduler.@Nullable Task look;
  private @Nullable Throwable failure;
  private boolean last;
  private boolean begun;
  private boolean paused;
  private boolean waits;
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
    Throwable failed = add(isLast, content);
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
      // Else a short pause could end before this is said.
      paused = true;
    }
    if (unsent.pace().delays(getRequest(), getStatus(), this::goOn, this::endRefused)) {
      return true;
    }
    synchronized (this) {
      paused = false;
    }
    return false;
  }

  /// Its limit has counted it.
  private void endRefused() {
    end("its address is refused too often", () -> {});
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
  private synchronized @Nullable Throwable add(boolean isLast, @Nullable ByteBuffer content) {
    if (failure == null) {
      parts.add(isLast, content);
      last |= isLast;
    }
    return failure;
  }

  /// From the first part that the client does not take at once it is looked at.
  private synchronized void watch() {
    if (waits && look == null) {
      progress.begin(System.nanoTime());
      unsent.add(this);
      lookLater();
    }
  }

  private void lookLater() {
    look = unsent.look(this::look, getRequest().getComponents().getScheduler());
  }

  private void look() {
    synchronized (this) {
      if (look == null) {
        return;
      }
      if (unsent.suffices(progress, System.nanoTime())) {
        lookLater();
        return;
      }
    }
    cut("the client did not take its answer in time");
  }

  private synchronized void forget() {
    if (look != null) {
      look.cancel();
      unsent.remove(this);
      look = null;
    }
  }

  private synchronized long drop() {
    long size = parts.clear();
    unsent.give(size);
    return size;
  }

  /// Ends the connection, since the client does not take what it asked for. Returns how many bytes
  /// are given back with that, besides those that are on their way.
  long cut(String why) {
    return end(why, unsent::counted);
  }

  private long end(String why, Runnable count) {
    // Jetty logs other failures with their stack, whoever brought them about.
    IOException cause = new EofException(why);
    synchronized (this) {
      if (sent || failure != null) {
        // The connection may have its next request already.
        return 0;
      }
      failure = cause;
      paused = false;
    }
    count.run();
    long given = drop();
    getRequest().getConnectionMetaData().getConnection().getEndPoint().close(cause);
    // Where nothing is on its way nothing else would end it.
    sending.iterate();
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
      Parts.Part next;
      synchronized (Answer.this) {
        arrived();
        if (failure != null) {
          throw failure;
        }
        next = paused ? null : parts.next();
        waits = next != null;
        if (next == null) {
          forget();
          return written && !paused ? Action.SUCCEEDED : Action.IDLE;
        }
        underWay = next.bytes().remaining();
      }
      getWrapped().write(next.last(), next.bytes(), this);
      return Action.SCHEDULED;
    }

    @Override
    protected void onCompleted(@Nullable Throwable cause) {
      synchronized (Answer.this) {
        failure = failure == null ? cause : failure;
        sent = true;
        waits = false;
        arrived();
        drop();
        forget();
      }
      tell();
    }

    private void arrived() {
      unsent.give(underWay);
      progress.took(underWay);
      underWay = 0;
    }
  }
}
