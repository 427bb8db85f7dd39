package dev.confab.history.archive;

import dev.confab.history.window.Gathered;
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
  void messagesDown(SessionId session, long highest, long lowest, Gathered into);

  /// The lowest ones first.
  void messagesUp(SessionId session, long lowest, long highest, Gathered into);

  void events(SessionId session, long lowest, long highest, Gathered into);
}
