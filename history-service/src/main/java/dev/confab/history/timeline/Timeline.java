package dev.confab.history.timeline;

import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The timeline as far as this instance holds it.
///
/// Every method throws `ViewBehindException` where a partition is elsewhere, on its way, or has not
/// caught up since it came.
public interface Timeline {
  /// One partition of it.
  ///
  /// @param next offset of the first record that it may not hold yet
  /// @param gap sessions whose last event is below this offset may have changed unseen, and
  ///   sessions that are not in the view may exist; 0 where neither can be
  record Part(int partition, long next, long gap, TimelineReader reader) {}

  Part part(SessionId session);

  /// Completes at the session's next event, or earlier. Take it before looking at the view, and
  /// give it back.
  CompletableFuture<Void> bell(SessionId session);

  void leave(SessionId session, CompletableFuture<Void> bell);

  /// How long the oldest record that is not read here waits at most.
  Duration lag();

  /// All parts that are here.
  List<Part> parts();
}
