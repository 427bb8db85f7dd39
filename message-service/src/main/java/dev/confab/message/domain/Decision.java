package dev.confab.message.domain;

import dev.confab.schema.chat.Message;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What comes of a command. A refusal is a value: nothing went wrong.
public sealed interface Decision {
  /// It happened.
  record Accepted(Event event) implements Decision {}

  /// It may not happen.
  record Rejected(ErrorCode code, String message) implements Decision {
    /// Whether this is the last word on the command; else the same command may still be accepted
    /// later.
    public boolean isFinal() {
      return !code.retryable();
    }
  }

  /// It had happened before, as event `seq`; or had changed nothing behind it.
  ///
  /// @param message what it made of its message, if it is an edit of one that is still there
  record Repeated(long seq, Instant at, @Nullable Message message) implements Decision {
    Repeated(long seq, Instant at) {
      this(seq, at, null);
    }
  }

  /// All is already as it asks.
  record Unchanged() implements Decision {}
}
