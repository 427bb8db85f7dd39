package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Answer;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One connection's seats. Its frames come one after the other, so only one thread at a time takes
/// or leaves seats here; that they end otherwise can be seen at any time.
public final class Attendance {
  record Place(Channel channel, Seat seat) {}

  private final Connection connection;
  private final Channels channels;
  private final int most;
  private final Map<SessionId, Place> places = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Attendance(Connection connection, Channels channels, int most) {
    this.connection = connection;
    this.channels = channels;
    this.most = most;
  }

  /// Joins, or joins again; the answer comes from the log.
  public void join(String requestId, SessionId session, @Nullable Position after) {
    if (!places.containsKey(session) && places.size() >= most) {
      connection.answer(Answer.error(requestId, ErrorCode.TOO_MANY_SESSIONS));
      return;
    }
    channels.join(this, session, new Attempt(requestId, after));
    if (closed) {
      // The connection went while we sat down: nobody else gets up for it.
      close();
    }
  }

  public void leave(String requestId, SessionId session) {
    Place place = places.get(session);
    if (place != null && place.channel().leave(place.seat())) {
      connection.answer(Answer.left(requestId, session));
    } else {
      connection.answer(Answer.error(requestId, ErrorCode.NOT_JOINED));
    }
  }

  /// He sends a message to a session.
  public void wrote(SessionId session) {
    channels.wrote(connection.user(), session);
  }

  /// `answer`: whether the client wants to hear that it was told.
  public void typing(String requestId, SessionId session, boolean typing, boolean answer) {
    Place place = places.get(session);
    if (place != null && place.channel().isLive(place.seat())) {
      channels.typing(new Signal.Typing(session, connection.user(), typing));
      if (answer) {
        connection.answer(Answer.done(requestId, session));
      }
    } else {
      connection.answer(Answer.error(requestId, ErrorCode.NOT_JOINED));
    }
  }

  /// Whether it sits nowhere, nor asked to.
  public boolean isEmpty() {
    return places.isEmpty();
  }

  /// The connection is gone: every seat ends.
  public void close() {
    closed = true;
    for (Place place : List.copyOf(places.values())) {
      place.channel().leave(place.seat());
    }
  }

  Connection connection() {
    return connection;
  }

  @Nullable Place place(SessionId session) {
    return places.get(session);
  }

  void put(SessionId session, Place place) {
    places.put(session, place);
  }

  void remove(SessionId session, Seat seat) {
    places.computeIfPresent(session, (s, place) -> place.seat() == seat ? null : place);
  }
}
