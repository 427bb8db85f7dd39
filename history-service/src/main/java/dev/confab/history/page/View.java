package dev.confab.history.page;

import dev.confab.history.window.Gathered;
import dev.confab.history.window.Summary;
import dev.confab.history.window.Window;
import dev.confab.schema.id.SessionId;

/// A session that its reader may read: what was known when he asked, and the window on its newest
/// part.
public record View(SessionId session, Summary summary, Window window, Reading reading) {
  /// For entries of one page of it.
  Gathered gather(int limit) {
    return reading.gather(limit);
  }
}
