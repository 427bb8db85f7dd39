package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Answer;
import dev.confab.gateway.frame.Frame;
import dev.confab.gateway.log.Outcome;
import dev.confab.gateway.log.SessionEvent;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.reply.Reply;
import dev.confab.schema.signal.Signal;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// One connection's place in one session: its joins, and the events that follow them.
///
/// While a join is undecided, or what the client missed is looked for, events are kept; the answer
/// says from which seq on they count. A repeated join of a seat that is live gets its answer
/// between the events that lie before and behind the answer's seq. Who comes or goes meanwhile, and
/// is not in the answer, is told behind it. Guarded by its channel.
final class Seat {
  private final Attendance attendance;
  private final Connection connection;
  private final Channel channel;
  private final Deque<Attempt> attempts = new ArrayDeque<>();
  private final Feed feed;

  /// Only while a join is undecided.
  private @Nullable Arrivals arrivals;

  private boolean over;

  Seat(Attendance attendance, Channel channel, Feed.Bounds bounds) {
    this.attendance = attendance;
    this.connection = attendance.connection();
    this.channel = channel;
    this.feed = new Feed(connection, bounds, () -> channel.room(this));
  }

  Attendance attendance() {
    return attendance;
  }

  Connection connection() {
    return connection;
  }

  SessionId session() {
    return channel.session();
  }

  boolean isLive() {
    return feed.isLive() && !isOver();
  }

  /// Nothing reaches the connection through this seat any more.
  boolean isOver() {
    return over || feed.isOver();
  }

  void begin(Attempt attempt) {
    attempts.add(attempt);
    if (arrivals == null) {
      arrivals = new Arrivals();
    }
  }

  void event(SessionEvent event) {
    if (attempts.isEmpty() && feed.isEmpty()) {
      feed.deliver(event);
    } else {
      feed.keep(event);
      settle();
    }
  }

  void decided(Attempt attempt, Outcome outcome) {
    attempt.decided(outcome);
    settle();
  }

  void recovered(Attempt attempt, Recovery recovery) {
    attempt.recovered(recovery);
    settle();
  }

  void signal(Signal signal, Frame frame) {
    if (isLive()) {
      connection.send(frame);
    }
    if (arrivals != null) {
      arrivals.note(signal, frame);
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

  /// It was over, and its channel knows it no more.
  void release() {
    feed.end();
  }

  /// Goes as far as it can: answers, then what they replay, then what was kept.
  void settle() {
    while (!isOver() && feed.flowReplay() && !attempts.isEmpty() && answer(attempts.getFirst())) {
      attempts.removeFirst();
    }
    if (isOver() || !attempts.isEmpty() || !feed.flowReplay()) {
      return;
    }
    arrivals = null;
    if (feed.isLive()) {
      feed.flow();
    } else {
      over = true;
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
    feed.answered(joined.seq());
    if (feed.isLive() && !feed.flowTo(joined.seq())) {
      return false;
    }
    Recovery recovery = recovery(attempt, joined);
    switch (recovery) {
      case null -> {
        return false;
      }
      case Recovery.Whole whole when feed.replay(whole.events()) ->
          start(attempt, joined, true, whole.last());
      // Or there is no room for what he missed.
      case Recovery.Whole whole -> start(attempt, joined, false, joined.seq());
      case Recovery.None none -> start(attempt, joined, false, joined.seq());
    }
    return true;
  }

  private void start(Attempt attempt, Reply.Joined joined, boolean recovered, long last) {
    connection.answer(Answer.joined(attempt.requestId(), joined, recovered));
    if (arrivals != null) {
      arrivals.unlike(joined.participants()).forEach(connection::send);
    }
    feed.start(last);
  }

  private @Nullable Recovery recovery(Attempt attempt, Reply.Joined joined) {
    Position after = attempt.after();
    if (after == null) {
      return new Recovery.None();
    }
    if (attempt.asks()) {
      Recovery known =
          channel
              .backlog()
              .recover(
                  new Backlog.Question(
                      connection.token(),
                      after,
                      joined,
                      () -> !isOver(),
                      recovery -> channel.recovered(this, attempt, recovery)));
      if (known != null) {
        attempt.recovered(known);
      }
    }
    return attempt.recovery();
  }

  private boolean refuse(Attempt attempt, ErrorCode code) {
    return refuse(attempt, code, code.sentence());
  }

  private boolean refuse(Attempt attempt, ErrorCode code, String message) {
    connection.answer(Answer.error(attempt.requestId(), code, message));
    return true;
  }
}
