package dev.confab.web.server;

import dev.confab.schema.command.Caller;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.Headcount;
import dev.confab.web.problem.ProblemException;
import dev.confab.web.security.CallerResolver;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/// Lets one user have so many requests at the same time, and refuses more as `rate_limited`, so
/// that one who makes each last does not take the threads of all. Callers with `chat:service` are
/// trusted and not counted. Refusals are shown as `confab.user.refused` with the limit
/// `in_progress`. Thread-safe.
final class RequestsInProgress implements HandlerInterceptor {
  private final Headcount<UserId> users;

  RequestsInProgress(int most, MeterRegistry registry) {
    var refused = registry.counter("confab.user.refused", "limit", "in_progress");
    this.users = new Headcount<>(most, refused::increment);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Caller caller = CallerResolver.currentOrNull();
    if (caller != null) {
      StrangerThreads.know(request);
    }
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || caller == null
        || caller.isService()) {
      return true;
    }
    if (!users.enter(caller.userId())) {
      throw new ProblemException(
          ErrorCode.RATE_LIMITED, "Too many requests are in progress: wait for answers.");
    }
    WhileItLasts.hold(request, () -> users.leave(caller.userId()));
    return true;
  }
}
