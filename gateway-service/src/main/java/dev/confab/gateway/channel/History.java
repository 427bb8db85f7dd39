package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Frame;
import dev.confab.schema.id.SessionId;
import java.util.List;
import java.util.function.Consumer;

/// Where a session's older events are.
public interface History {
  /// A stretch of events: all with a seq over `after` and up to `last`, in the log of that epoch,
  /// as far as the token's user may see them.
  record Stretch(SessionId session, Token token, String epoch, long after, long last) {}

  /// What was found.
  sealed interface Found {
    /// Every event of the stretch, in order.
    record Whole(List<Frame> events) implements Found {}

    /// Not all of it, whatever the reason.
    record Missing() implements Found {}
  }

  /// Does not block. `whenRead` is called exactly once, on another thread.
  void read(Stretch stretch, Consumer<Found> whenRead);
}
