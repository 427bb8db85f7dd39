package dev.confab.analytics.count;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/// Does something a moment after it was asked to, once for all who asked meanwhile. While nobody
/// asks nothing runs, so that an idle task has nothing to commit. One thread.
final class Soon {
  private final ProcessorContext<?, ?> context;
  private final Duration delay;
  private final Runnable action;
  private @Nullable Cancellable pending;

  Soon(ProcessorContext<?, ?> context, Duration delay, Runnable action) {
    this.context = context;
    this.delay = delay;
    this.action = action;
  }

  void ask() {
    if (pending == null) {
      pending = context.schedule(delay, PunctuationType.WALL_CLOCK_TIME, now -> run());
    }
  }

  private void run() {
    if (pending != null) {
      pending.cancel();
      pending = null;
    }
    action.run();
  }
}
