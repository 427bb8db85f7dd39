package dev.confab.gateway.rest;

import dev.confab.schema.error.ErrorCode;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.problem.ProblemException;
import dev.confab.web.server.WhileItLasts;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// The memory that one request's body may take, of what all bodies may take together. It goes with
/// the request. Thread-safe.
final class BodyRoom {
  private static final String ATTRIBUTE = BodyRoom.class.getName();

  private final int mostBytes;
  private final ByteBudget bodies;
  private final AtomicLong held = new AtomicLong();
  private final WhileItLasts whileItLasts;

  /// @param mostBytes the largest body
  BodyRoom(int mostBytes, ByteBudget bodies) {
    this.mostBytes = mostBytes;
    this.bodies = bodies;
    this.whileItLasts = new WhileItLasts(() -> bodies.give(held.get()));
  }

  /// That of a request; an empty one for a request that writes nothing.
  static BodyRoom of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof BodyRoom room
        ? room
        : new BodyRoom(0, new ByteBudget(0, () -> {}));
  }

  void bindTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  int mostBytes() {
    return mostBytes;
  }

  /// Throws `unavailable` if there is no room now, and 413 if there never will be.
  void take(long bytes) {
    if (bytes > bodies.total()) {
      throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
    }
    if (!bodies.take(bytes)) {
      throw new ProblemException(
          ErrorCode.UNAVAILABLE, "There is no room for the body at the moment: repeat later.");
    }
    held.addAndGet(bytes);
  }

  void giveBack() {
    whileItLasts.end();
  }

  void giveBackWith(AsyncContext answer) {
    whileItLasts.endWith(answer);
  }
}
