package dev.confab.message.archive;

import dev.confab.schema.id.SessionId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The events of one batch, folded to one set of changes per session, so that the order in which
/// the tables are written does not matter.
///
/// Events that the archive holds already, or that came before in the batch, are left out: to fold
/// and write a batch again changes nothing, and no row is written twice.
final class ArchiveBatch {
  private final Map<SessionId, SessionChanges> sessions = new LinkedHashMap<>();

  private ArchiveBatch() {}

  /// `archived`: the last seq that the archive holds of a session; a session that is missing there
  /// has none.
  static ArchiveBatch fold(List<ArchivedEvent> events, Map<SessionId, Long> archived) {
    ArchiveBatch batch = new ArchiveBatch();
    for (ArchivedEvent event : events) {
      SessionId session = event.event().sessionId();
      SessionChanges known = batch.sessions.get(session);
      long last = known == null ? archived.getOrDefault(session, 0L) : known.lastSeq;
      if (event.event().seq() > last) {
        batch.sessions.computeIfAbsent(session, SessionChanges::new).add(event);
      }
    }
    return batch;
  }

  Collection<SessionChanges> sessions() {
    return sessions.values();
  }
}
