package dev.confab.message.shard;

import dev.confab.message.domain.Evolution;
import dev.confab.message.domain.KeptWrite;
import dev.confab.message.domain.SessionState;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.log.FilterState;
import dev.confab.schema.log.LogFilter;
import dev.confab.schema.log.LogFilter.Verdict;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The shard's sessions as the log says they are: the fold of the accepted records up to a
/// position. Snapshots are taken of this, never of what was only decided. Not thread-safe.
final class ShardView {
  private final Map<SessionId, SessionState> sessions;
  private final Set<SessionId> dirty = new HashSet<>();
  private final LogFilter filter;
  private long nextOffset;
  private long nextCommand;
  private long highestTerm;

  ShardView(ShardLog.Stored stored) {
    Checkpoint checkpoint = stored.checkpoint() == null ? Checkpoint.START : stored.checkpoint();
    this.sessions = stored.sessions();
    this.filter = new LogFilter(checkpoint.filter());
    this.nextOffset = checkpoint.eventsBefore();
    this.nextCommand = checkpoint.commandsBefore();
    this.highestTerm = checkpoint.filter().term();
  }

  /// Judges the entry, folds it if it counts, and moves behind it.
  Verdict apply(Entry entry) {
    Verdict verdict = judge(entry);
    if (verdict == Verdict.ACCEPTED) {
      KeptWrite kept = entry.kept();
      if (entry.isEvent()) {
        Event event = entry.event();
        put(Evolution.evolve(sessions.get(event.sessionId()), event, entry.bodyHash()));
      } else if (kept != null) {
        put(Evolution.keep(sessions.get(kept.sessionId()), kept));
      }
      covered(entry.commandOffset());
    }
    return verdict;
  }

  /// The same for an entry whose outcome the caller has at hand; `state` is `null` for a progress
  /// record that keeps nothing.
  void accepted(Entry entry, @Nullable SessionState state) {
    if (state != null) {
      put(state);
    }
    covered(entry.commandOffset());
  }

  /// Only judges the entry and moves behind it.
  Verdict judge(Entry entry) {
    if (entry.position() != null) {
      highestTerm = Math.max(highestTerm, entry.position().term());
    }
    nextOffset = entry.offset() + 1;
    return filter.judge(entry.position());
  }

  private void put(SessionState state) {
    sessions.put(state.id(), state);
    dirty.add(state.id());
  }

  private void covered(long commandOffset) {
    nextCommand = Math.max(nextCommand, commandOffset + 1);
  }

  Map<SessionId, SessionState> sessions() {
    return sessions;
  }

  /// The sessions that changed since this was asked last.
  Set<SessionId> takeDirty() {
    Set<SessionId> taken = Set.copyOf(dirty);
    dirty.clear();
    return taken;
  }

  Checkpoint checkpoint() {
    return new Checkpoint(nextOffset, nextCommand, filter.state());
  }

  FilterState filter() {
    return filter.state();
  }

  long nextOffset() {
    return nextOffset;
  }

  /// The command from which deciding goes on.
  long nextCommand() {
    return nextCommand;
  }

  /// The highest term that any record had, whether it counted or not.
  long highestTerm() {
    return highestTerm;
  }
}
