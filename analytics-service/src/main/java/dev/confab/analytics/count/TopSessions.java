package dev.confab.analytics.count;

import dev.confab.schema.analytics.BusiestSessions;
import dev.confab.schema.analytics.BusiestSessions.Entry;
import dev.confab.schema.id.SessionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The first {@link BusiestSessions#MOST} of the sessions in one window.
///
/// Exact, since counts only grow: a session that fell out comes back when its own count is raised,
/// and nothing else can move it up. One thread.
final class TopSessions {
  private final TreeSet<Entry> first = new TreeSet<>(BusiestSessions.ORDER);
  private final Map<SessionId, Entry> entries = new HashMap<>();

  /// The session has that many messages now.
  void raise(SessionId session, long messages) {
    Entry entry = new Entry(session, messages);
    Entry before = entries.put(session, entry);
    if (before != null) {
      first.remove(before);
    }
    first.add(entry);
    if (first.size() > BusiestSessions.MOST) {
      entries.remove(first.removeLast().sessionId());
    }
  }

  List<Entry> entries() {
    return List.copyOf(first);
  }
}
