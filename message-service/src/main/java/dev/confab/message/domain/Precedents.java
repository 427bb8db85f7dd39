package dev.confab.message.domain;

import dev.confab.schema.command.Command;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What was made of commands before their events were lost, as far as the archive has it: deciding
/// them again must give the same, though the archive that deciding asks knows what came later. Not
/// thread-safe.
public final class Precedents {
  /// Reads back what the archive has. Throws {@link UnavailableException} if it can't be told now.
  public interface Archive {
    /// The session's events with a higher seq, in order; none of a deleted one.
    List<Event> after(SessionId session, long seq);

    /// The last seq that it has of each of these sessions; those that it doesn't know are left out.
    Map<SessionId, Long> lastSeqs(Collection<SessionId> sessions);
  }

  private static final Archive NOTHING =
      new Archive() {
        @Override
        public List<Event> after(SessionId session, long seq) {
          return List.of();
        }

        @Override
        public Map<SessionId, Long> lastSeqs(Collection<SessionId> sessions) {
          return Map.of();
        }
      };

  /// No log was lost.
  public static final Precedents NONE = new Precedents(0, NOTHING, () -> false);

  /// The archive is away: try again later.
  public static final class UnavailableException extends RuntimeException {
    public UnavailableException(@Nullable Throwable cause) {
      super("the archive is away, and commands whose events were lost wait for it", cause);
    }
  }

  private final long commandsBefore;
  private final Archive archive;
  private final BooleanSupplier patient;
  private final Map<SessionId, Deque<Event>> known = new HashMap<>();

  /// @param commandsBefore commands from this offset on are new
  /// @param patient whether commands still wait for an archive that can't tell of a message
  public Precedents(long commandsBefore, Archive archive, BooleanSupplier patient) {
    this.commandsBefore = commandsBefore;
    this.archive = archive;
    this.patient = patient;
  }

  /// An old command is not refused because the archive is not there yet: throws {@link
  /// UnavailableException} as long as there is patience.
  public @Nullable Lookup checked(long commandOffset, @Nullable Lookup lookup) {
    if (commandOffset < commandsBefore
        && lookup instanceof Lookup.Unavailable
        && patient.getAsBoolean()) {
      throw new UnavailableException(null);
    }
    return lookup;
  }

  /// The event that came next in the session, with `lastSeq` before it, whoever asked for it;
  /// `null` if none is known, be it that the archive has a hole there.
  public @Nullable Event next(long commandOffset, SessionId session, long lastSeq) {
    if (commandOffset >= commandsBefore) {
      return null;
    }
    Deque<Event> events =
        known.computeIfAbsent(session, id -> new ArrayDeque<>(archive.after(id, lastSeq)));
    while (!events.isEmpty() && events.getFirst().seq() <= lastSeq) {
      events.removeFirst();
    }
    Event first = events.peekFirst();
    return first != null && first.seq() == lastSeq + 1 ? first : null;
  }

  /// Whether it came of this command, and not of an earlier one that was refused and had its key.
  public static boolean isOf(Event event, Command.Write command) {
    return event.commandId().equals(command.commandId())
        && event.at().equals(command.at())
        && event.actor().userId().equals(command.actor().userId());
  }
}
