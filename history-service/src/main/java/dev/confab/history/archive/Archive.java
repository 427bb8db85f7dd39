package dev.confab.history.archive;

import dev.confab.history.window.Entry;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that was archived; it lags behind the log by a little, and never guesses. Bounds are
/// inclusive. Every method throws {@link ArchiveOutageException} where PostgreSQL is out of reach.
public interface Archive {
  /// `null` if it was never archived.
  @Nullable ArchivedSession session(SessionId id);

  /// All sessions of a user that are not deleted.
  List<ArchivedSession> sessionsOf(UserId user);

  /// Up to which seq the session is archived; 0 if it is not there. Ask it before the rows that
  /// must be that new.
  long lastSeq(SessionId session);

  /// Offset of the first record of the shard that is not archived yet; 0 if none of that log is.
  long nextOffset(int shard, String epoch);

  /// The highest ones first.
  List<Entry> messagesDown(SessionId session, long highest, long lowest, int limit);

  /// The lowest ones first.
  List<Entry> messagesUp(SessionId session, long lowest, long highest, int limit);

  List<Entry> events(SessionId session, long lowest, long highest);
}
