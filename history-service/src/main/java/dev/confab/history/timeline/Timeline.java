package dev.confab.history.timeline;

import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.util.List;

/// The timeline as far as this instance holds it.
///
/// Every method throws `ViewBehindException` where a partition is elsewhere, on its way, or has not
/// caught up since it came.
public interface Timeline {
  /// One partition of it.
  ///
  /// @param gap sessions whose last event is below this offset may have changed unseen, and
  ///   sessions that are not in the view may exist; 0 where neither can be
  record Part(int partition, long gap, TimelineReader reader) {}

  Part part(SessionId session);

  /// The part, once it holds the seq of the session, or will never hold it because only the archive
  /// can speak for that session. Waits as long as it may; then it is a `ViewBehindException`.
  Part await(SessionId session, long minSeq, Duration patience);

  /// All parts that are here.
  List<Part> parts();
}
