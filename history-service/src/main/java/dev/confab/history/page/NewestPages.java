package dev.confab.history.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.confab.history.window.Entry;
import dev.confab.history.window.Summary;
import dev.confab.schema.id.SessionId;
import org.jspecify.annotations.Nullable;

/// The newest page of sessions that were asked for it, which all who come back to a session ask
/// for. A page counts as long as its session's summary is what it was: each event changes that.
/// Thread-safe.
final class NewestPages {
  private static final long MOST_BYTES = 16 << 20;

  private record Remembered(Summary summary, int limit, Page page) {}

  private final Cache<SessionId, Remembered> pages =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((SessionId session, Remembered remembered) -> bytes(remembered))
          .build();

  @Nullable Page of(SessionId session, Summary summary, int limit) {
    Remembered remembered = pages.getIfPresent(session);
    if (remembered == null || remembered.limit != limit || !remembered.summary.equals(summary)) {
      return null;
    }
    return remembered.page;
  }

  /// `summary` was the session's before and after the page was read.
  void keep(SessionId session, Summary summary, int limit, Page page) {
    pages.put(session, new Remembered(summary, limit, page));
  }

  private static int bytes(Remembered remembered) {
    return 200 + remembered.page.items().stream().mapToInt(NewestPages::bytes).sum();
  }

  private static int bytes(Entry entry) {
    return 40 + entry.json().length;
  }
}
