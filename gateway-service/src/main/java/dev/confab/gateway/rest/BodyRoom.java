package dev.confab.gateway.rest;

import dev.confab.schema.command.Caller;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.Room;
import dev.confab.web.limit.Shares;
import dev.confab.web.problem.ProblemException;
import dev.confab.web.server.WhileItLasts;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// The memory that one request's body may take, of what all bodies may take together: the half of
/// it is the most that one user has, who is not trusted. It goes with the request. Thread-safe.
final class BodyRoom {
  private static final String ATTRIBUTE = BodyRoom.class.getName();

  private final int mostBytes;
  private final int length;
  private final long most;
  private final Room room;

  private BodyRoom(int mostBytes, int length, Shares<UserId> bodies, Caller caller) {
    this.mostBytes = mostBytes;
    this.length = length;
    this.most = caller.isService() ? bodies.total() : bodies.total() / 2;
    this.room = new Room(bodies.of(caller.userId(), most));
  }

  /// That of a request that writes.
  static BodyRoom of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof BodyRoom room) {
      return room;
    }
    throw new IllegalStateException("a request with a body that was not admitted");
  }

  /// @param mostBytes the largest body
  /// @param length what the request says of this one; -1 if it does not
  static BodyRoom open(
      HttpServletRequest request, int mostBytes, int length, Shares<UserId> bodies, Caller caller) {
    BodyRoom opened = new BodyRoom(mostBytes, length, bodies, caller);
    request.setAttribute(ATTRIBUTE, opened);
    WhileItLasts.hold(request, opened.room::end);
    return opened;
  }

  int mostBytes() {
    return mostBytes;
  }

  int length() {
    return length;
  }

  /// Throws `unavailable` if there is no room now, and 413 if there never will be.
  void take(long bytes) {
    if (bytes > most) {
      throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
    }
    if (!room.take(bytes)) {
      throw new ProblemException(
          ErrorCode.UNAVAILABLE, "There is no room for the body at the moment: repeat later.");
    }
  }
}
