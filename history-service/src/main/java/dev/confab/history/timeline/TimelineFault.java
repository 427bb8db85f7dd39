package dev.confab.history.timeline;

import org.jspecify.annotations.Nullable;

/// The timeline can't go on without an operator or a programmer; its message says what to do.
/// Repeating does not help, so the streams stop.
public final class TimelineFault extends RuntimeException {
  public TimelineFault(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
