package dev.confab.web.problem;

import dev.confab.schema.error.ErrorCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Renders what is refused by a status alone, as pages and the actuator do: 404, 406. Whatever has
/// a body names its type.
public final class EmptyRefusals extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    boolean over = !request.isAsyncStarted() && !response.isCommitted();
    if (over && response.getStatus() >= 400 && response.getContentType() == null) {
      problem(response.getStatus()).send(response);
    }
  }

  static Problem problem(int status) {
    return switch (status) {
      case 500 -> Problem.internal();
      case 503 -> Problem.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence());
      default -> Problem.http(status, ProblemAdvice.sentence(status));
    };
  }

  /// Where it went on without a thread it is over only then.
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }
}
