package dev.confab.web.security;

import dev.confab.schema.command.Caller;
import dev.confab.schema.error.ErrorCode;
import dev.confab.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives controllers the {@link Caller} of the request's token as a parameter.
public final class CallerResolver implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Caller.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return current();
  }

  /// Who makes the request that this thread serves. Throws `unauthenticated` if nobody said.
  public static Caller current() {
    Caller caller = currentOrNull();
    if (caller == null) {
      throw new ProblemException(ErrorCode.UNAUTHENTICATED, ErrorCode.UNAUTHENTICATED.sentence());
    }
    return caller;
  }

  /// The same, `null` if nobody said.
  public static @Nullable Caller currentOrNull() {
    return SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication authentication
        ? authentication.caller()
        : null;
  }
}
