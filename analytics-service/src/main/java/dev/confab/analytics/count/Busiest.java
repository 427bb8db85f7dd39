package dev.confab.analytics.count;

import dev.confab.schema.analytics.BusiestSessions;
import dev.confab.schema.analytics.Window;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.SessionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Messages of each session in each window, kept under `<window>/<start>/<session>`; the first of
/// them are in memory, for a few windows, and are found again from what is kept. One thread.
final class Busiest {
  /// The current ones, those before, and a few for late events.
  private static final int WINDOWS = 8;

  private final Sums sums;
  private final int part;
  private final Map<String, TopSessions> tops =
      new LinkedHashMap<>(WINDOWS, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TopSessions> eldest) {
          return size() > WINDOWS;
        }
      };

  Busiest(Sums sums, int part) {
    this.sums = sums;
    this.part = part;
  }

  /// One more message of the session, then.
  void count(SessionId session, Instant at) {
    for (Window window : Window.values()) {
      String key = key(window, window.startOf(at));
      String sessionKey = key + "/" + session;
      Long before = sums.get(sessionKey, Long.class);
      long messages = before == null ? 1 : before + 1;
      TopSessions top = top(key);
      sums.put(sessionKey, messages);
      top.raise(session, messages);
      sums.changed(key);
    }
  }

  static String key(Window window, Instant start) {
    return window.text() + "/" + Json.format(start);
  }

  BusiestSessions row(Window window, Instant start) {
    return new BusiestSessions(window, start, part, top(key(window, start)).entries());
  }

  /// What is kept is gone.
  void clear() {
    tops.clear();
  }

  private TopSessions top(String key) {
    TopSessions known = tops.get(key);
    if (known != null) {
      return known;
    }
    TopSessions found = new TopSessions();
    for (String sessionKey : sums.keys(key + "/")) {
      Long messages = sums.get(sessionKey, Long.class);
      String session = sessionKey.substring(key.length() + 1);
      found.raise(SessionId.of(session), messages == null ? 0 : messages);
    }
    tops.put(key, found);
    return found;
  }
}
