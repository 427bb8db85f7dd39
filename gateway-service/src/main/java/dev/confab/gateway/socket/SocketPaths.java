package dev.confab.gateway.socket;

import java.util.List;
import java.util.function.Function;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/// Opens paths on which sockets are taken; all of them share the gateway's limits and rules.
public final class SocketPaths {
  /// Spring wants one for each path. Sockets never get to it: they are Jetty's and ours.
  private static final WebSocketHandler UNUSED = new AbstractWebSocketHandler() {};

  private final Function<Dialect, SocketHandler> handlers;
  private final int frameBytes;
  private final BegunTexts begun;
  private final Handshake handshake;

  SocketPaths(
      Function<Dialect, SocketHandler> handlers,
      int frameBytes,
      BegunTexts begun,
      Handshake handshake) {
    this.handlers = handlers;
    this.frameBytes = frameBytes;
    this.begun = begun;
    this.handshake = handshake;
  }

  /// Every origin may knock: what an origin may not do is said by a close code. `before` look at
  /// the request first.
  public void open(
      WebSocketHandlerRegistry registry,
      Dialect dialect,
      List<HandshakeInterceptor> before,
      String... paths) {
    var upgrade = new JettyUpgrade(handlers.apply(dialect), frameBytes, begun);
    var handshakes = new DefaultHandshakeHandler(upgrade);
    handshakes.setSupportedProtocols(dialect.subProtocols().toArray(String[]::new));
    registry
        .addHandler(UNUSED, paths)
        .setHandshakeHandler(handshakes)
        .addInterceptors(before.toArray(HandshakeInterceptor[]::new))
        .addInterceptors(handshake)
        .setAllowedOriginPatterns("*");
  }
}
