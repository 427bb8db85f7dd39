package dev.confab.web.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a request holds until it is over: given back once, whatever becomes of it. Thread-safe.
public final class WhileItLasts implements AsyncListener {
  private final Runnable giveBack;
  private final AtomicBoolean over = new AtomicBoolean();

  public WhileItLasts(Runnable giveBack) {
    this.giveBack = giveBack;
  }

  /// The request is over.
  public void end() {
    if (over.compareAndSet(false, true)) {
      giveBack.run();
    }
  }

  /// The request is over with this, also where nobody is there any more to be answered.
  public void endWith(AsyncContext answer) {
    answer.addListener(this);
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
}
