package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Frame;
import dev.confab.gateway.log.Outcome;
import dev.confab.gateway.log.SessionEvent;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.ConnectionId;
import dev.confab.schema.id.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One session that someone here listens to: all its seats get its events in the log's order.
///
/// Nothing is done for a seat that is over, and each seat that ends is reported once. A channel
/// whose last seat is gone is closed and takes no more. Thread-safe; `ended` is called under the
/// lock.
final class Channel {
  private final Map<ConnectionId, Seat> seats = new LinkedHashMap<>();
  private final BiConsumer<Channel, Seat> ended;
  private @Nullable List<Seat> snapshot;
  private boolean closed;

  Channel(BiConsumer<Channel, Seat> ended) {
    this.ended = ended;
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
      sweep(seat);
    }
  }

  synchronized void event(SessionEvent event) {
    for (Seat seat : all()) {
      seat.event(event);
      sweep(seat);
    }
  }

  synchronized void signal(UserId about, Frame frame) {
    for (Seat seat : all()) {
      if (!seat.connection().user().equals(about)) {
        seat.signal(frame);
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

  /// Closes all connections, which then come again and resume.
  synchronized void lose() {
    for (Seat seat : all()) {
      seat.end();
      seat.connection().close(CloseCode.RESTARTING);
      sweep(seat);
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /// Those who are joined now.
  synchronized List<Seat> live() {
    return all().stream().filter(Seat::isLive).toList();
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
      closed = seats.isEmpty();
      ended.accept(this, seat);
    }
  }
}
