package dev.confab.gateway.rest;

import dev.confab.schema.command.Caller;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Shares;
import dev.confab.web.limit.UserBudget;
import dev.confab.web.problem.ProblemException;
import dev.confab.web.security.CallerResolver;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;

/// Decides on a write before its body is read: 413 if it says that it is too large, `rate_limited`
/// if its user asks for too much. Thread-safe.
final class WriteAdmission implements HandlerInterceptor {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private final int bodyBytes;
  private final int batchBytes;
  private final UserBudget users;
  private final Shares<UserId> bodies;

  /// Throws `IllegalArgumentException` if a body of the largest size could never be taken.
  WriteAdmission(int bodyBytes, int batchBytes, UserBudget users, ByteBudget bodies) {
    this.bodyBytes = bodyBytes;
    this.batchBytes = batchBytes;
    this.users = users;
    this.bodies = new Shares<>(bodies);
    int largest = Math.max(bodyBytes, batchBytes);
    if (!users.fits(largest)) {
      throw new IllegalArgumentException(
          "confab.user.bytes-burst is less than the largest body, which nobody could send then: "
              + largest
              + " bytes, the larger of confab.gateway.body-bytes and batch-bytes");
    }
    if (bodies.total() / 2 < largest) {
      throw new IllegalArgumentException(
          "confab.memory.bodies is %d bytes, of which one user has the half; the largest body does not fit: %d bytes, the larger of confab.gateway.body-bytes and batch-bytes"
              .formatted(bodies.total(), largest));
    }
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || READS.contains(request.getMethod())) {
      return true;
    }
    int most = isBatch(handler) ? batchBytes : bodyBytes;
    long length = request.getContentLengthLong();
    if (length > most) {
      throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
    }
    // Who does not say how much he sends could send all of it.
    long bytes = length < 0 && request.getHeader("Transfer-Encoding") != null ? most : length;
    Caller caller = CallerResolver.current();
    if (!users.take(caller, 1, Math.max(0, bytes))) {
      throw new ProblemException(ErrorCode.RATE_LIMITED, ErrorCode.RATE_LIMITED.sentence());
    }
    BodyRoom.open(request, most, (int) length, bodies, caller);
    return true;
  }

  /// By what will take it: paths that look alike are other requests.
  private static boolean isBatch(Object handler) {
    return handler instanceof HandlerMethod method && method.hasMethodAnnotation(Batch.class);
  }
}
