package dev.confab.history.rest;

import dev.confab.history.page.MessagePages;
import dev.confab.history.page.Page;
import dev.confab.history.page.View;
import dev.confab.schema.id.SessionId;
import org.jspecify.annotations.Nullable;

/// Which page of messages is asked for: a cursor's, or the one that `before` or `after` begins.
record MessageRange(Cursor from, int limit) {
  static final int DEFAULT = 50;
  static final int MOST = 200;

  static MessageRange of(
      SessionId session,
      @Nullable String before,
      @Nullable String after,
      @Nullable String cursor,
      @Nullable String limit) {
    Parameters parameters = new Parameters();
    int size = parameters.limit(limit, DEFAULT, MOST);
    long below = before == null ? Long.MAX_VALUE : parameters.seq("before", before);
    long above = parameters.seq("after", after);
    if (before != null && after != null) {
      parameters.refuse("after", "not together with before");
    }
    Cursor from =
        after == null ? new Cursor.Before(session, below) : new Cursor.After(session, above);
    if (cursor != null) {
      if (before != null || after != null) {
        parameters.refuse("cursor", "not together with before or after");
      }
      Cursor passed = passed(session, cursor);
      if (passed == null) {
        parameters.refuse("cursor", "not a cursor of this list");
      }
      from = passed == null ? from : passed;
    }
    parameters.check();
    return new MessageRange(from, size);
  }

  private static @Nullable Cursor passed(SessionId session, String text) {
    return switch (Cursor.decode(text)) {
      case Cursor.Before before when before.session().equals(session) -> before;
      case Cursor.After after when after.session().equals(session) -> after;
      case Cursor.Before other -> null;
      case Cursor.After other -> null;
      case Cursor.InList other -> null;
      case null -> null;
    };
  }

  Page page(MessagePages pages, View view) {
    return from instanceof Cursor.After after
        ? pages.after(view, after.seq(), limit)
        : pages.before(view, from instanceof Cursor.Before before ? before.seq() : 0, limit);
  }

  /// Where the next page in the direction of reading begins, `null` at the end.
  @Nullable Cursor next(SessionId session, Page page) {
    if (!page.more() || page.items().isEmpty()) {
      return null;
    }
    return from instanceof Cursor.After
        ? new Cursor.After(session, page.items().getLast().seq())
        : new Cursor.Before(session, page.items().getFirst().seq());
  }
}
