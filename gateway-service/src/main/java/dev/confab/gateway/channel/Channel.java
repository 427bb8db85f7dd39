package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Frame;
import dev.confab.gateway.log.Outcome;
import dev.confab.gateway.log.SessionEvent;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.ConnectionId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.signal.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One session that someone here listens to, or did until a moment ago: all its seats get its
/// events in the log's order.
///
/// Nothing is done for a seat that is over, and each seat that ends is reported once. A channel
/// that someone was joined to stays for a while when its last seat is gone, so that those who come
/// back find its newest events; a closed one takes no more seats. Thread-safe; `ended` is called
/// under the lock.
final class Channel {
  private final SessionId session;
  private final Map<ConnectionId, Seat> seats = new LinkedHashMap<>();
  private final BiConsumer<Channel, Seat> ended;
  private final Backlog backlog;
  private @Nullable List<Seat> snapshot;
  private boolean joined;
  private boolean closed;
  private @Nullable Long idleSince;

  Channel(SessionId session, TailRing ring, History history, BiConsumer<Channel, Seat> ended) {
    this.session = session;
    this.ended = ended;
    this.backlog = new Backlog(ring, history, this::locked);
  }

  SessionId session() {
    return session;
  }

  Backlog backlog() {
    return backlog;
  }

  private synchronized void locked(Runnable task) {
    task.run();
  }

  /// Takes a new seat and its attempt to join. False if the channel is closed: try another.
  synchronized boolean take(Seat seat, Attempt attempt) {
    if (closed) {
      return false;
    }
    seats.put(seat.connection().id(), seat);
    snapshot = null;
    seat.begin(attempt);
    return true;
  }

  /// One more attempt on a seat that was taken. False if it is over by now: take a new one.
  synchronized boolean again(Seat seat, Attempt attempt) {
    if (seat.isOver()) {
      return false;
    }
    seat.begin(attempt);
    return true;
  }

  synchronized void decided(Seat seat, Attempt attempt, Outcome outcome) {
    if (!seat.isOver()) {
      seat.decided(attempt, outcome);
      joined |= seat.isLive();
      sweep(seat);
    }
  }

  synchronized void recovered(Seat seat, Attempt attempt, Recovery recovery) {
    if (!seat.isOver()) {
      seat.recovered(attempt, recovery);
      joined |= seat.isLive();
      sweep(seat);
    }
  }

  /// The seat's connection takes frames again.
  synchronized void room(Seat seat) {
    if (!seat.isOver()) {
      seat.settle();
      sweep(seat);
    }
  }

  synchronized void event(SessionEvent event) {
    backlog.add(event);
    for (Seat seat : all()) {
      seat.event(event);
      sweep(seat);
    }
  }

  synchronized void signal(Signal signal, Frame frame) {
    for (Seat seat : all()) {
      if (!seat.connection().user().equals(signal.userId())) {
        seat.signal(signal, frame);
      }
    }
  }

  /// The client leaves, or is gone. False if the seat was over already.
  synchronized boolean leave(Seat seat) {
    if (seat.isOver()) {
      return false;
    }
    seat.leave();
    sweep(seat);
    return true;
  }

  /// Closes it and all connections, which then come again and resume.
  synchronized void lose() {
    close();
    for (Seat seat : all()) {
      seat.end();
      seat.connection().close(CloseCode.RESTARTING);
      sweep(seat);
    }
  }

  synchronized boolean isEmpty() {
    return seats.isEmpty();
  }

  /// Closes it if it is empty and nobody was ever joined, so that there is nobody to come back.
  synchronized boolean closeIfUnused() {
    if (!joined && seats.isEmpty()) {
      close();
    }
    return closed;
  }

  /// Closes it if it was empty at each call for so long.
  synchronized boolean closeIfIdle(long now, long linger) {
    if (!seats.isEmpty()) {
      idleSince = null;
    } else if (idleSince == null) {
      idleSince = now;
    } else if (now - idleSince >= linger) {
      close();
    }
    return closed;
  }

  private void close() {
    closed = true;
    backlog.clear();
  }

  /// Those who are joined now.
  synchronized List<Seat> live() {
    return all().stream().filter(Seat::isLive).toList();
  }

  synchronized boolean hasLive() {
    return all().stream().anyMatch(Seat::isLive);
  }

  synchronized boolean isLive(Seat seat) {
    return seat.isLive();
  }

  private List<Seat> all() {
    List<Seat> current = snapshot;
    if (current == null) {
      current = List.copyOf(seats.values());
      snapshot = current;
    }
    return current;
  }

  private void sweep(Seat seat) {
    if (seat.isOver() && seats.remove(seat.connection().id(), seat)) {
      snapshot = null;
      seat.release();
      ended.accept(this, seat);
    }
  }
}
