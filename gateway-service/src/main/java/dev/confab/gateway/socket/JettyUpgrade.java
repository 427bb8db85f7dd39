package dev.confab.gateway.socket;

import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;

/// How Jetty takes sockets: frames bounded when they are put together again, no compression, which
/// would make every receiver's bytes different, and no timeout of its own, since silent clients are
/// found by pings.
final class JettyUpgrade extends JettyRequestUpgradeStrategy {
  private static final String DEFLATE = "permessage-deflate";

  JettyUpgrade(int frameBytes) {
    addWebSocketConfigurer(configurable -> {
      configurable.setMaxTextMessageSize(frameBytes);
      configurable.setMaxBinaryMessageSize(frameBytes);
      configurable.setMaxFrameSize(frameBytes);
      configurable.setIdleTimeout(Duration.ZERO);
    });
  }

  @Override
  public void setServletContext(ServletContext servletContext) {
    super.setServletContext(servletContext);
    ServletContextHandler handler =
        Objects.requireNonNull(
            ServletContextHandler.getServletContextHandler(servletContext), "not in Jetty");
    WebSocketServerComponents.ensureWebSocketComponents(handler.getServer(), handler)
        .getExtensionRegistry()
        .unregister(DEFLATE);
  }
}
