package dev.confab.gateway.socket;

import dev.confab.schema.error.CloseCode;
import dev.confab.web.security.OriginRule;
import dev.confab.web.security.PresentedToken;
import dev.confab.web.security.TokenVerifier;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Looks at the token that a handshake brings: by header, else by cookie, and the cookie only from
/// a page that may use it.
final class Handshake implements HandshakeInterceptor {
  static final String ADMISSION = "admission";

  private static final Logger log = LoggerFactory.getLogger(Handshake.class);

  private final TokenVerifier tokens;
  private final OriginRule origins;

  Handshake(TokenVerifier tokens, OriginRule origins) {
    this.tokens = tokens;
    this.origins = origins;
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    if (!(request instanceof ServletServerHttpRequest servlet)) {
      throw new IllegalStateException("sockets are served by servlets");
    }
    try {
      attributes.put(ADMISSION, admit(servlet.getServletRequest()));
      return true;
    } catch (JwtException e) {
      log.warn("The issuer's keys are out of reach: {}", e.toString());
      response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
      return false;
    }
  }

  private Admission admit(HttpServletRequest request) {
    PresentedToken token = PresentedToken.of(request);
    if (token == null) {
      return new Admission.Unknown();
    }
    if (token.cookie() && !origins.admits(request)) {
      return new Admission.Refused(CloseCode.ORIGIN_REFUSED);
    }
    return switch (tokens.verify(token.value())) {
      case TokenVerifier.Verdict.Accepted accepted ->
          new Admission.Known(new Login(accepted.caller(), accepted.expiresAt()));
      case TokenVerifier.Verdict.Refused refused ->
          new Admission.Refused(CloseCode.UNAUTHENTICATED);
    };
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception failure) {
    // All was done before.
  }
}
