package dev.confab.history.page;

import dev.confab.history.archive.Archive;
import dev.confab.history.window.Entry;
import dev.confab.history.window.Gathered;
import dev.confab.history.window.Summary;
import dev.confab.history.window.ViewBehindException;
import java.util.List;

/// Stretches of a session's events, joined from the window and the archive. Seqs have no holes, so
/// a missing event is seen, and is a `ViewBehindException`.
public final class EventPages {
  private final Archive archive;

  public EventPages(Archive archive) {
    this.archive = archive;
  }

  /// The events `after + 1` and on, `limit` of them or as many as a page has bytes for, or up to
  /// the summary's last.
  public List<Entry> after(View view, long after, int limit) {
    Summary summary = view.summary();
    long first = after + 1;
    long last = Math.min(summary.lastSeq(), first + limit - 1);
    Gathered found = read(view, summary, first, last);
    if (isWhole(found, first, last)) {
      return found.page();
    }
    // The window may have moved on under the read; what it lost is in the archive, or soon will be.
    Summary now = view.window().summary();
    if (now == null) {
      throw behind();
    }
    found.giveBack();
    found = read(view, now, first, last);
    if (isWhole(found, first, last)) {
      return found.page();
    }
    throw behind();
  }

  private static ViewBehindException behind() {
    return new ViewBehindException("The archive has not got that far yet.");
  }

  private Gathered read(View view, Summary summary, long first, long last) {
    Gathered found = view.gather(Integer.MAX_VALUE);
    long archived = Math.min(last, summary.eventsFrom() - 1);
    if (first <= archived) {
      archive.events(view.session(), first, archived, found);
    }
    if (!found.isFull()) {
      view.window().events(Math.max(first, summary.eventsFrom()), last, found);
    }
    return found;
  }

  private static boolean isWhole(Gathered found, long first, long last) {
    if (!found.isFull() && found.size() != Math.max(0, last - first + 1)) {
      return false;
    }
    List<Entry> page = found.page();
    for (int i = 0; i < page.size(); i++) {
      if (page.get(i).seq() != first + i) {
        return false;
      }
    }
    return true;
  }
}
