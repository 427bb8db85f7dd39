package dev.confab.web.server;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What a request holds until it is over: given back once, whatever becomes of the request. It is
/// over when its thread has left the server's filters, or, where it went on without a thread, when
/// that has ended. Thread-safe.
public final class WhileItLasts implements AsyncListener {
  private static final String ATTRIBUTE = WhileItLasts.class.getName();

  /// What gives back; `null` once the request is over.
  private @Nullable Deque<Runnable> held = new ArrayDeque<>();

  private WhileItLasts() {}

  /// Runs `giveBack` when the request is over. Call it in the thread that the server gave to the
  /// request.
  public static void hold(ServletRequest request, Runnable giveBack) {
    if (!(request.getAttribute(ATTRIBUTE) instanceof WhileItLasts lasting)) {
      throw new IllegalStateException("nobody sees the request's end");
    }
    lasting.add(giveBack);
  }

  private synchronized void add(Runnable giveBack) {
    if (held == null) {
      throw new IllegalStateException("the request is over");
    }
    held.push(giveBack);
  }

  private void end() {
    Deque<Runnable> all;
    synchronized (this) {
      all = held;
      held = null;
    }
    if (all != null) {
      all.forEach(Runnable::run);
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // It completes after that.
  }

  @Override
  public void onError(AsyncEvent event) {
    // It completes after that.
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }

  /// Sees the end of every request; around everything that holds something.
  static final class End implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      WhileItLasts lasting = new WhileItLasts();
      request.setAttribute(ATTRIBUTE, lasting);
      try {
        chain.doFilter(request, response);
      } finally {
        if (request.isAsyncStarted()) {
          request.getAsyncContext().addListener(lasting);
        } else {
          lasting.end();
        }
      }
    }
  }
}
