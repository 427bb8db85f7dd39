package dev.confab.gateway.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Tells clients that begin in another way than by WebSocket what to do, in the form in which
/// Engine.IO tells of errors. `code` 0 and 5 are its own: unknown transport, unsupported version.
final class TransportCheck implements HandshakeInterceptor {
  private record Refusal(int code, String message) {}

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes)
      throws IOException {
    Refusal refusal = refusal(((ServletServerHttpRequest) request).getServletRequest());
    if (refusal == null) {
      return true;
    }
    response.setStatusCode(HttpStatus.BAD_REQUEST);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    // So that a page of another origin can read why.
    response.getHeaders().setAccessControlAllowOrigin("*");
    response.getBody().write(Json.mapper().writeValueAsString(refusal).getBytes(UTF_8));
    return false;
  }

  private static @Nullable Refusal refusal(HttpServletRequest request) {
    if (!"4".equals(request.getParameter("EIO"))) {
      return new Refusal(5, "Unsupported protocol version: use socket.io-client 3 or 4");
    }
    return "websocket".equals(request.getParameter("transport"))
        ? null
        : new Refusal(0, "Transport unknown: connect with {transports: ['websocket']}");
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
