package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Answer;
import dev.confab.gateway.frame.Frame;
import dev.confab.gateway.log.Outcome;
import dev.confab.gateway.log.SessionEvent;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.reply.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection's place in one session: which event it gets next.
///
/// While a join is undecided events are kept; the answer says from which seq on they count. A
/// repeated join of a seat that is live gets its answer between the events that lie before and
/// behind the answer's seq, so nothing is doubled or left out. Guarded by its channel.
final class Seat {
  private static final Logger log = LoggerFactory.getLogger(Seat.class);
  private static final long NOT_LIVE = 0;

  private final Attendance attendance;
  private final Connection connection;
  private final SessionId session;
  private final Deque<Attempt> attempts = new ArrayDeque<>();
  private final Deque<SessionEvent> kept = new ArrayDeque<>();
  private long next = NOT_LIVE;
  private boolean over;

  Seat(Attendance attendance, SessionId session) {
    this.attendance = attendance;
    this.connection = attendance.connection();
    this.session = session;
  }

  Attendance attendance() {
    return attendance;
  }

  Connection connection() {
    return connection;
  }

  SessionId session() {
    return session;
  }

  boolean isLive() {
    return next != NOT_LIVE && !over;
  }

  /// Nothing reaches the connection through this seat any more.
  boolean isOver() {
    return over;
  }

  void begin(Attempt attempt) {
    attempts.add(attempt);
  }

  void event(SessionEvent event) {
    if (attempts.isEmpty()) {
      deliver(event, true);
    } else {
      kept.add(event);
      settle();
    }
  }

  void decided(Attempt attempt, Outcome outcome) {
    attempt.decided(outcome);
    settle();
  }

  void signal(Frame frame) {
    if (isLive()) {
      connection.send(frame);
    }
  }

  /// The client goes; joins that are still undecided get their answer, too.
  void leave() {
    over = true;
    for (Attempt attempt : attempts) {
      refuse(attempt, ErrorCode.NOT_JOINED, "You left before the join was decided.");
    }
    attempts.clear();
  }

  void end() {
    over = true;
  }

  private void settle() {
    while (!over && !attempts.isEmpty() && answer(attempts.getFirst())) {
      attempts.removeFirst();
    }
    if (over || !attempts.isEmpty()) {
      return;
    }
    if (next == NOT_LIVE) {
      over = true;
      return;
    }
    for (SessionEvent event = kept.poll(); event != null && !over; event = kept.poll()) {
      deliver(event, true);
    }
  }

  /// Whether the attempt has its answer now.
  private boolean answer(Attempt attempt) {
    return switch (attempt.outcome()) {
      case null -> false;
      case Outcome.Replied(Reply.Joined joined) -> join(attempt, joined);
      case Outcome.Replied(Reply.Rejected rejected) ->
          refuse(attempt, rejected.code(), rejected.message());
      case Outcome.Replied replied -> refuse(attempt, ErrorCode.UNAVAILABLE);
      case Outcome.Accepted accepted -> refuse(attempt, ErrorCode.UNAVAILABLE);
      case Outcome.Unavailable unavailable -> refuse(attempt, ErrorCode.UNAVAILABLE);
    };
  }

  private boolean join(Attempt attempt, Reply.Joined joined) {
    if (next != NOT_LIVE) {
      while (next <= joined.seq() && !kept.isEmpty() && !over) {
        // A removal before the answer is undone by what came after it: the answer is newer.
        deliver(kept.removeFirst(), false);
      }
      if (next <= joined.seq() || over) {
        return false;
      }
    }
    connection.answer(Answer.joined(attempt.requestId(), joined, recovers(attempt, joined)));
    next = Math.max(next, joined.seq() + 1);
    return true;
  }

  /// Whether the client misses nothing from his position on. Where he is behind, nothing is
  /// replayed yet: he reloads.
  private static boolean recovers(Attempt attempt, Reply.Joined joined) {
    Position after = attempt.after();
    return after != null && after.epoch().equals(joined.epoch()) && after.seq() == joined.seq();
  }

  private void deliver(SessionEvent event, boolean detaches) {
    if (event.seq() < next) {
      return;
    }
    if (event.seq() > next) {
      log.error("Session {}: seq {} came where {} was next", session, event.seq(), next);
      over = true;
      connection.close(CloseCode.RESTARTING);
      return;
    }
    next++;
    connection.send(event.frame());
    if (detaches && ends(event)) {
      over = true;
    }
  }

  private boolean ends(SessionEvent event) {
    return switch (event.detaching()) {
      case null -> false;
      case Event.SessionDeleted deleted -> true;
      case Event.MemberRemoved removed -> removed.member().userId().equals(connection.user());
      default -> false;
    };
  }

  private boolean refuse(Attempt attempt, ErrorCode code) {
    return refuse(attempt, code, code.sentence());
  }

  private boolean refuse(Attempt attempt, ErrorCode code, String message) {
    connection.answer(Answer.error(attempt.requestId(), code, message));
    return true;
  }
}
