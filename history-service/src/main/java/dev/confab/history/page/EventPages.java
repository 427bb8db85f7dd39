package dev.confab.history.page;

import dev.confab.history.archive.Archive;
import dev.confab.history.window.Entry;
import dev.confab.history.window.Summary;
import dev.confab.history.window.ViewBehindException;
import java.util.ArrayList;
import java.util.List;

/// Stretches of a session's events, joined from the window and the archive. Seqs have no holes, so
/// a missing event is seen, and is a `ViewBehindException`.
public final class EventPages {
  private final Archive archive;

  public EventPages(Archive archive) {
    this.archive = archive;
  }

  /// The events `after + 1` and on, `limit` of them or up to the summary's last.
  public List<Entry> after(View view, long after, int limit) {
    Summary summary = view.summary();
    long first = after + 1;
    long last = Math.min(summary.lastSeq(), first + limit - 1);
    List<Entry> found = read(view, summary, first, last);
    if (isWhole(found, first, last)) {
      return found;
    }
    // The window may have moved on under the read; what it lost is in the archive, or soon will be.
    Summary now = view.window().summary();
    found = now == null ? found : read(view, now, first, last);
    if (isWhole(found, first, last)) {
      return found;
    }
    throw new ViewBehindException("The archive has not got that far yet.");
  }

  private List<Entry> read(View view, Summary summary, long first, long last) {
    List<Entry> found = new ArrayList<>();
    long archived = Math.min(last, summary.eventsFrom() - 1);
    if (first <= archived) {
      found.addAll(archive.events(view.session(), first, archived));
    }
    found.addAll(view.window().events(Math.max(first, summary.eventsFrom()), last));
    return found;
  }

  private static boolean isWhole(List<Entry> found, long first, long last) {
    if (found.size() != Math.max(0, last - first + 1)) {
      return false;
    }
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).seq() != first + i) {
        return false;
      }
    }
    return true;
  }
}
