package dev.confab.gateway.socket;

import java.util.List;
import java.util.function.Function;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/// Opens paths on which sockets are taken; all of them share the gateway's limits and rules.
public final class SocketPaths {
  private final Function<Dialect, WebSocketHandler> handlers;
  private final JettyUpgrade upgrade;
  private final Handshake handshake;

  SocketPaths(
      Function<Dialect, WebSocketHandler> handlers, JettyUpgrade upgrade, Handshake handshake) {
    this.handlers = handlers;
    this.upgrade = upgrade;
    this.handshake = handshake;
  }

  /// Every origin may knock: what an origin may not do is said by a close code. `before` look at
  /// the request first.
  public void open(
      WebSocketHandlerRegistry registry,
      Dialect dialect,
      List<HandshakeInterceptor> before,
      String... paths) {
    registry
        .addHandler(handlers.apply(dialect), paths)
        .setHandshakeHandler(new DefaultHandshakeHandler(upgrade))
        .addInterceptors(before.toArray(HandshakeInterceptor[]::new))
        .addInterceptors(handshake)
        .setAllowedOriginPatterns("*");
  }
}
