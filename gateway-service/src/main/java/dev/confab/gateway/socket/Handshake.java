package dev.confab.gateway.socket;

import dev.confab.gateway.channel.Token;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.error.ErrorCode;
import dev.confab.web.limit.ClientNetwork;
import dev.confab.web.problem.Problem;
import dev.confab.web.security.OriginRule;
import dev.confab.web.security.PresentedToken;
import dev.confab.web.security.TokenVerifier;
import dev.confab.web.trace.PacedLog;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Looks at the token that a handshake brings: by header, else by cookie, and the cookie only from
/// a page that may use it. While the gateway stops, or too many come at once, it answers 503.
final class Handshake implements HandshakeInterceptor {
  private static final String RESULT = "handshake";

  private static final PacedLog log = new PacedLog(LoggerFactory.getLogger(Handshake.class));

  private final TokenVerifier tokens;
  private final OriginRule origins;
  private final Entrance entrance;

  Handshake(TokenVerifier tokens, OriginRule origins, Entrance entrance) {
    this.entrance = entrance;
    this.tokens = tokens;
    this.origins = origins;
  }

  /// What came of it.
  ///
  /// @param network from which it came
  record Result(ClientNetwork network, Admission admission) {}

  static Result resultOf(Map<String, Object> attributes) {
    return (Result) Objects.requireNonNull(attributes.get(RESULT));
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes)
      throws IOException {
    if (!(request instanceof ServletServerHttpRequest servlet)) {
      throw new IllegalStateException("sockets are served by servlets");
    }
    HttpServletRequest asked = servlet.getServletRequest();
    // What asks for no socket takes no handshake from anybody.
    if (HandshakeForm.refuses(asked, response)) {
      return false;
    }
    ClientNetwork from = ClientNetwork.of(asked.getRemoteAddr());
    if (!entrance.isOpen(from)) {
      return refuse(response);
    }
    try {
      attributes.put(RESULT, new Result(from, admit(asked)));
      return true;
    } catch (JwtException e) {
      log.warn("The issuer's keys are out of reach", NestedExceptionUtils.getMostSpecificCause(e));
      return refuse(response);
    }
  }

  /// The connection ends with it: some clients wait for that when they asked for an upgrade.
  private static boolean refuse(ServerHttpResponse response) throws IOException {
    response.getHeaders().setConnection("close");
    Problem.of(ErrorCode.UNAVAILABLE, "No more handshakes are taken now: come again later.")
        .send(response);
    return false;
  }

  private Admission admit(HttpServletRequest request) {
    PresentedToken token = PresentedToken.of(request);
    if (token == null) {
      return new Admission.Unknown(ErrorCode.UNAUTHENTICATED.sentence());
    }
    if (token.cookie() && !origins.admits(request)) {
      return new Admission.Refused(CloseCode.ORIGIN_REFUSED);
    }
    return switch (tokens.verify(token.value())) {
      case TokenVerifier.Verdict.Accepted accepted ->
          new Admission.Known(
              new Login(accepted.caller(), accepted.expiresAt(), new Token(token.value())),
              token.cookie());
      // The browser sends an old cookie on its own: the page may still say who its user is.
      case TokenVerifier.Verdict.Refused refused when token.cookie() ->
          new Admission.Unknown(refused.sentence());
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
