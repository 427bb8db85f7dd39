package dev.confab.history.page;

import dev.confab.history.archive.Archive;
import dev.confab.history.archive.ArchivedSession;
import dev.confab.history.timeline.Timeline;
import dev.confab.history.window.Profile;
import dev.confab.history.window.Summary;
import dev.confab.history.window.Summary.Standing;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.command.Caller;
import dev.confab.schema.id.SessionId;
import org.jspecify.annotations.Nullable;

/// Finds a session for a reader: in the timeline, or in the archive where records of the log were
/// gone before the timeline could read them.
public final class SessionFinder {
  private final Timeline timeline;
  private final Archive archive;
  private final String epoch;

  public SessionFinder(Timeline timeline, Archive archive, String epoch) {
    this.timeline = timeline;
    this.archive = archive;
    this.epoch = epoch;
  }

  /// `null` if there is none that the caller may read.
  public @Nullable View find(Reading reading, SessionId session) {
    return find(reading, session, 0);
  }

  /// The same; a `ViewBehindException` if he may read it and the view does not hold `minSeq` yet.
  /// Who may not learns nothing of that.
  public @Nullable View find(Reading reading, SessionId session, long minSeq) {
    Caller caller = reading.caller();
    Timeline.Part part = timeline.part(session);
    Summary summary = part.reader().summary(session);
    if (summary == null && part.gap() == 0) {
      return null;
    }
    if (summary != null && summary.standing() == Standing.DELETED) {
      return null;
    }
    if (summary == null || !isWhole(summary, part)) {
      return archived(reading, session, part, minSeq);
    }
    if (!caller.isService() && !part.reader().isMember(caller.userId(), session)) {
      return null;
    }
    if (summary.lastSeq() < minSeq) {
      throw new ViewBehindException("The view does not hold that seq yet.");
    }
    return new View(session, summary, part.reader().window(session), reading);
  }

  static boolean isWhole(Summary summary, Timeline.Part part) {
    return summary.standing() == Standing.WHOLE && summary.offset() >= part.gap();
  }

  private @Nullable View archived(
      Reading reading, SessionId session, Timeline.Part part, long minSeq) {
    Caller caller = reading.caller();
    requireCovered(part);
    ArchivedSession found = archive.session(session);
    Summary seen = part.reader().summary(session);
    long needed = Math.max(minSeq, seen == null ? 0 : seen.lastSeq());
    Profile profile = found == null ? null : found.profile();
    if (found != null && profile == null) {
      return null;
    }
    boolean may =
        caller.isService()
            || part.reader().isMember(caller.userId(), session)
            || (profile != null && profile.has(caller.userId()));
    if (!may || (found == null && seen == null)) {
      return null;
    }
    if (found == null || found.summary().lastSeq() < needed) {
      throw new ViewBehindException("The archive has not got that far yet.");
    }
    return profile != null && (caller.isService() || profile.has(caller.userId()))
        ? new View(session, found.summary(), new ArchivedWindow(found), reading)
        : null;
  }

  /// The archive must hold all that the timeline may lack of the part.
  void requireCovered(Timeline.Part part) {
    if (archivedUpTo(part) < part.gap()) {
      throw new ViewBehindException("The archive has not got that far yet.");
    }
  }

  /// Offset of the first record of the part that is not archived yet.
  long archivedUpTo(Timeline.Part part) {
    return archive.nextOffset(part.partition(), epoch);
  }

  /// Of the log that offsets speak of.
  String epoch() {
    return epoch;
  }
}
