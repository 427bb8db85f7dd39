package dev.confab.web.problem;

import dev.confab.schema.error.ErrorCode;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Renders what is refused by a status alone, as pages and the actuator do: 404, 406, 412. Whatever
/// has a body names its type. It has to be around forwards, too, which end the answer.
public final class EmptyRefusals implements Filter {
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    if (response instanceof HttpServletResponse answer
        && answer.getStatus() >= 400
        && answer.getContentType() == null
        && !answer.isCommitted()
        && !request.isAsyncStarted()) {
      problem(answer.getStatus()).send(answer);
    }
  }

  static Problem problem(int status) {
    return switch (status) {
      case 500 -> Problem.internal();
      case 503 -> Problem.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence());
      default -> Problem.http(status, ProblemAdvice.sentence(status));
    };
  }
}
