package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Frame;
import dev.confab.gateway.log.SessionEvent;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.event.Event;
import dev.confab.web.limit.ByteBudget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The events of one session on their way to one connection: each once, in order, without a hole.
///
/// What is kept or replayed leaves as the client takes it; meanwhile new events are kept behind it,
/// bounded in bytes. Guarded by its channel.
final class Feed {
  /// @param kept bytes kept here; more closes the connection
  /// @param replays bytes of what is yet to be replayed, of all
  /// @param queues bytes of what is kept, of all
  record Bounds(long kept, ByteBudget replays, ByteBudget queues) {}

  private static final Logger log = LoggerFactory.getLogger(Feed.class);
  private static final long NOT_LIVE = 0;

  private final Connection connection;
  private final Bounds bounds;
  private final Runnable whenRoom;
  private final Deque<Frame> replay = new ArrayDeque<>();
  private final Deque<SessionEvent> kept = new ArrayDeque<>();
  private long keptBytes;
  private long replayBytes;
  private long next = NOT_LIVE;
  private long joined;
  private boolean over;

  Feed(Connection connection, Bounds bounds, Runnable whenRoom) {
    this.connection = connection;
    this.bounds = bounds;
    this.whenRoom = whenRoom;
  }

  boolean isLive() {
    return next != NOT_LIVE;
  }

  /// Nothing leaves here any more: the user is out, or the connection had to be closed.
  boolean isOver() {
    return over;
  }

  /// Whether nothing waits, so that a new event can go straight on.
  boolean isEmpty() {
    return replay.isEmpty() && kept.isEmpty();
  }

  /// A join was answered with that seq: what lies before it is older than the answer, which let the
  /// user in, and so can't end this.
  void answered(long seq) {
    joined = Math.max(joined, seq);
  }

  /// Whether there is room for these older events, which leave before those of the log.
  boolean replay(List<Frame> older) {
    long bytes = older.stream().mapToLong(Frame::size).sum();
    if (!bounds.replays().take(bytes)) {
      return false;
    }
    replayBytes += bytes;
    replay.addAll(older);
    return true;
  }

  /// From behind `last` events come from the log.
  void start(long last) {
    next = Math.max(next, last + 1);
  }

  void keep(SessionEvent event) {
    long bytes = event.frame().size();
    if (keptBytes + bytes > bounds.kept() || !bounds.queues().take(bytes)) {
      cut(CloseCode.TOO_SLOW);
      return;
    }
    kept.add(event);
    keptBytes += bytes;
  }

  /// Nothing leaves any more: gives back what is held.
  void end() {
    bounds.replays().give(replayBytes);
    bounds.queues().give(keptBytes);
    replayBytes = 0;
    keptBytes = 0;
    replay.clear();
    kept.clear();
  }

  /// Whether all that is replayed has left.
  boolean flowReplay() {
    while (!replay.isEmpty()) {
      if (!connection.offer(replay.getFirst(), whenRoom)) {
        return false;
      }
      long bytes = replay.removeFirst().size();
      replayBytes -= bytes;
      bounds.replays().give(bytes);
    }
    return true;
  }

  /// Sends what was kept up to that seq, and says whether all events up to there have left.
  boolean flowTo(long seq) {
    while (!over && next <= seq && !kept.isEmpty()) {
      SessionEvent event = kept.getFirst();
      if (event.seq() == next && !connection.offer(event.frame(), whenRoom)) {
        return false;
      }
      kept.removeFirst();
      keptBytes -= event.frame().size();
      bounds.queues().give(event.frame().size());
      if (event.seq() >= next) {
        pass(event, event.seq() == next);
      }
    }
    return !over && next > seq;
  }

  void flow() {
    flowTo(Long.MAX_VALUE - 1);
  }

  /// A new event while nothing waits.
  void deliver(SessionEvent event) {
    if (event.seq() == next) {
      connection.send(event.frame());
    }
    if (event.seq() >= next) {
      pass(event, event.seq() == next);
    }
  }

  private void pass(SessionEvent event, boolean sent) {
    if (!sent) {
      log.atError()
          .addKeyValue("session", event.session().value())
          .addKeyValue("seq", event.seq())
          .log("Session {}: seq {} came where {} was next", event.session(), event.seq(), next);
      cut(CloseCode.RESTARTING);
      return;
    }
    next++;
    over = event.seq() > joined && ends(event);
  }

  private boolean ends(SessionEvent event) {
    return switch (event.detaching()) {
      case null -> false;
      case Event.SessionDeleted deleted -> true;
      case Event.MemberRemoved removed -> removed.member().userId().equals(connection.user());
      default -> false;
    };
  }

  private void cut(CloseCode code) {
    over = true;
    connection.close(code);
  }
}
