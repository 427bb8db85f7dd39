package dev.confab.web.security;

import dev.confab.schema.error.ErrorCode;
import dev.confab.web.problem.Problem;
import java.io.IOException;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.DefaultCorsProcessor;

/// Refuses what pages of listed origins may not ask as a problem document; Spring's own refusal is
/// a text without a type.
final class Preflights extends DefaultCorsProcessor {
  @Override
  protected void rejectRequest(ServerHttpResponse response) throws IOException {
    Problem.of(ErrorCode.FORBIDDEN, "Pages of that origin may not ask that.").send(response);
  }
}
