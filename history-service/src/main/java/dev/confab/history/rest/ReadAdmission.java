package dev.confab.history.rest;

import dev.confab.history.page.Reading;
import dev.confab.schema.command.Caller;
import dev.confab.schema.error.ErrorCode;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Room;
import dev.confab.web.limit.UserBudget;
import dev.confab.web.problem.ProblemException;
import dev.confab.web.security.CallerResolver;
import dev.confab.web.server.WhileItLasts;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/// Lets reads in, `rate_limited` where their user asks for too much, and gives controllers their
/// {@link Reading}: a read is what takes one. Also where another instance passed a read on, or
/// answers it: anybody could say that of his request, and each process counts what it works on.
/// What a read holds is given back when its request is over, whatever became of it. Thread-safe.
public final class ReadAdmission implements HandlerInterceptor, HandlerMethodArgumentResolver {
  private static final String ATTRIBUTE = Reading.class.getName();

  private final UserBudget users;
  private final ByteBudget pages;
  private final long pageBytes;

  public ReadAdmission(UserBudget users, ByteBudget pages, long pageBytes) {
    this.users = users;
    this.pages = pages;
    this.pageBytes = pageBytes;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() == DispatcherType.ASYNC
        || !(handler instanceof HandlerMethod method)
        || Arrays.stream(method.getMethodParameters()).noneMatch(this::supportsParameter)) {
      return true;
    }
    Caller caller = CallerResolver.current();
    if (!users.take(caller, 1, 0)) {
      throw new ProblemException(ErrorCode.RATE_LIMITED, ErrorCode.RATE_LIMITED.sentence());
    }
    Room room = new Room(pages);
    WhileItLasts.hold(request, room::end);
    admit(request, new Reading(caller, pageBytes, room));
    return true;
  }

  static void admit(HttpServletRequest request, Reading reading) {
    request.setAttribute(ATTRIBUTE, reading);
  }

  /// That of a read that was let in; `null` for any other request.
  static @Nullable Reading of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Reading reading ? reading : null;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Reading.class;
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
  }
}
