package dev.confab.web.security;

import dev.confab.schema.error.ErrorCode;
import dev.confab.web.problem.Problem;
import dev.confab.web.trace.PacedLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/// Spring Security's refusals as problem documents.
final class SecurityProblems
    implements AuthenticationEntryPoint,
        AuthenticationFailureHandler,
        AccessDeniedHandler,
        RequestRejectedHandler {
  private static final List<String> API = List.of("/chat/", "/analytics/", "/ops/", "/actuator");

  private static final PacedLog log = new PacedLog(LoggerFactory.getLogger(SecurityProblems.class));

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    if (reason instanceof OAuth2AuthenticationException refused) {
      refuse(response, TokenRefusal.log(refused));
    } else if (isApi(request)) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      Problem.of(ErrorCode.UNAUTHENTICATED, "The request needs a token.").send(response);
    } else {
      Problem.http(404, "Nothing is served at that path.").send(response);
    }
  }

  /// As RFC 6750, section 3, has it.
  private static void refuse(HttpServletResponse response, String reason) throws IOException {
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        "Bearer error=\"invalid_token\", error_description=\"%s\"".formatted(reason));
    Problem.of(ErrorCode.UNAUTHENTICATED, TokenRefusal.sentence(reason)).send(response);
  }

  /// Other paths are pages, and who mistypes one needs no token.
  private static boolean isApi(HttpServletRequest request) {
    return API.stream().anyMatch(request.getRequestURI()::startsWith);
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    if (reason instanceof AuthenticationServiceException) {
      log.warn(
          "The issuer's keys are out of reach", NestedExceptionUtils.getMostSpecificCause(reason));
      Problem.of(ErrorCode.UNAVAILABLE, "The token can't be checked at the moment.").send(response);
    } else {
      commence(request, response, reason);
    }
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    Problem.of(ErrorCode.FORBIDDEN, "The token does not allow that.").send(response);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
      throws IOException {
    Problem.http(400, "The request's path or headers are not allowed.").send(response);
  }
}
