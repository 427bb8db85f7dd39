package dev.confab.history.page;

import dev.confab.history.archive.Archive;
import dev.confab.history.window.Entry;
import dev.confab.history.window.Gathered;
import dev.confab.history.window.Summary;
import dev.confab.history.window.ViewBehindException;
import dev.confab.history.window.Window;
import org.jspecify.annotations.Nullable;

/// Pages of messages, joined from the window and the archive. A page is complete, or it is a
/// `ViewBehindException`: the archive is asked only for what is below the window, only if there is
/// something, and believed only if it has archived all that changed something there.
public final class MessagePages {
  /// How often a read begins anew because the window moved on under it.
  private static final int ATTEMPTS = 5;

  private final Archive archive;

  public MessagePages(Archive archive) {
    this.archive = archive;
  }

  /// The newest messages.
  public Page newest(View view, int limit) {
    return before(view, Long.MAX_VALUE, limit);
  }

  /// The newest message, `null` if there is none.
  public @Nullable Entry last(View view) {
    Page newest = before(view, Long.MAX_VALUE, 1);
    return newest.items().isEmpty() ? null : newest.items().getFirst();
  }

  /// The newest messages with a seq below `before`.
  public Page before(View view, long before, int limit) {
    Summary summary = view.summary();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long highest = Math.min(before - 1, summary.lastSeq());
      Gathered found = view.gather(limit);
      view.window().messagesDown(highest, summary.messagesFrom(), found);
      Summary now = current(view.window());
      if (found.isFull() || now.messagesFrom() == summary.messagesFrom()) {
        long older = Math.min(highest, summary.messagesFrom() - 1);
        boolean reaches = summary.older() > 0 && older > summary.clearedUpTo();
        if (!found.isFull()
            && found.size() == limit
            && reaches
            && older == summary.messagesFrom() - 1) {
          // Something is below, and nobody needs the archive to know that.
          return new Page(found.page().reversed(), true);
        }
        if (!found.isFull() && reaches) {
          requireArchive(view, summary);
          archive.messagesDown(view.session(), older, summary.clearedUpTo() + 1, found);
        }
        return new Page(found.page().reversed(), found.isFull());
      }
      found.giveBack();
      summary = now;
    }
    throw movedOn();
  }

  /// The oldest messages with a seq above `after`.
  public Page after(View view, long after, int limit) {
    Summary summary = view.summary();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long lowest = Math.max(after, summary.clearedUpTo()) + 1;
      Gathered found = view.gather(limit);
      if (lowest < summary.messagesFrom() && summary.older() > 0) {
        requireArchive(view, summary);
        archive.messagesUp(view.session(), lowest, summary.messagesFrom() - 1, found);
      }
      if (!found.isFull()) {
        long from = Math.max(lowest, summary.messagesFrom());
        view.window().messagesUp(from, summary.lastSeq(), found);
      }
      Summary now = current(view.window());
      if (now.messagesFrom() == summary.messagesFrom() || lowest >= now.messagesFrom()) {
        return new Page(found.page(), found.isFull());
      }
      found.giveBack();
      summary = now;
    }
    throw movedOn();
  }

  /// One message, `null` if it does not exist.
  public @Nullable Entry one(View view, long seq) {
    Summary summary = view.summary();
    if (seq > summary.lastSeq() || seq <= summary.clearedUpTo()) {
      return null;
    }
    Entry held = view.window().message(seq);
    if (held != null) {
      return held;
    }
    Summary now = current(view.window());
    if (seq >= now.messagesFrom() || seq <= now.clearedUpTo() || now.older() <= 0) {
      return null;
    }
    requireArchive(view, now);
    Gathered found = view.gather(1);
    archive.messagesDown(view.session(), seq, seq, found);
    return found.size() == 0 ? null : found.page().getFirst();
  }

  /// Throws if the archive would answer too early for what is below the window.
  private void requireArchive(View view, Summary summary) {
    if (archive.lastSeq(view.session()) < summary.archiveNeeds()) {
      throw new ViewBehindException("The archive has not got that far yet.");
    }
  }

  private static Summary current(Window window) {
    Summary now = window.summary();
    if (now == null || now.standing() != Summary.Standing.WHOLE) {
      throw new ViewBehindException("The session changed while it was read.");
    }
    return now;
  }

  private static ViewBehindException movedOn() {
    return new ViewBehindException("The session moves on faster than it can be read.");
  }
}
