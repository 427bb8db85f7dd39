package dev.confab.gateway.rest;

import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.Id;
import dev.confab.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives controllers the `Idempotency-Key` of the request, `null` if it has none.
final class KeyResolver implements HandlerMethodArgumentResolver {
  private static final String HEADER = "Idempotency-Key";

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == CommandId.class;
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    String key = request.getHeader(HEADER);
    if (key == null) {
      return null;
    }
    if (!Id.isValid(key)) {
      throw ProblemException.invalid(HEADER, "must be of the form [A-Za-z0-9_-]{1,64}");
    }
    return new CommandId(key);
  }
}
