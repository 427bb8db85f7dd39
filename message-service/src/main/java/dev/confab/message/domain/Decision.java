package dev.confab.message.domain;

import dev.confab.schema.chat.Message;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import java.time.Instant;

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
  record Repeated(long seq, Instant at, Made made) implements Decision {
    Repeated(long seq, Instant at) {
      this(seq, at, new Made.Nothing());
    }
  }

  /// What a repeated edit had made of its message.
  sealed interface Made {
    /// It is no edit, or the message is gone since.
    record Nothing() implements Made {}

    record Edited(Message message) implements Made {}

    /// Whether the message is still there, and what it was, can't be told now.
    record Unknown() implements Made {}
  }

  /// All is already as it asks.
  record Unchanged() implements Decision {}
}
