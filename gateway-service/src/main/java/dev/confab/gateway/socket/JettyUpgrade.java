package dev.confab.gateway.socket;

import dev.confab.web.problem.Problem;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletCoreRequest;
import org.eclipse.jetty.ee11.servlet.ServletCoreResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.context.ServletContextAware;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.RequestUpgradeStrategy;

/// Makes a socket of a request that Spring and the interceptors have let through, at Jetty's core.
///
/// Jetty's and Spring's message layers would keep the request, a session object each and method
/// handles for every socket, for as long as it lives (`docs/performance.md` has the figures).
/// Frames are bounded when they are put together again; there is no compression, which would make
/// every receiver's bytes different, and no timeout of Jetty's, since silent clients are found by
/// pings.
final class JettyUpgrade implements RequestUpgradeStrategy, ServletContextAware {
  private static final String DEFLATE = "permessage-deflate";

  private final SocketHandler handler;
  private final int frameBytes;
  private final BegunTexts begun;
  private @Nullable WebSocketMappings mappings;

  JettyUpgrade(SocketHandler handler, int frameBytes, BegunTexts begun) {
    this.handler = handler;
    this.frameBytes = frameBytes;
    this.begun = begun;
  }

  @Override
  public void setServletContext(ServletContext servletContext) {
    ServletContextHandler context =
        Objects.requireNonNull(
            ServletContextHandler.getServletContextHandler(servletContext), "not in Jetty");
    WebSocketComponents components =
        WebSocketServerComponents.ensureWebSocketComponents(context.getServer(), context);
    components.getExtensionRegistry().unregister(DEFLATE);
    mappings = new WebSocketMappings(components);
  }

  @Override
  public String[] getSupportedVersions() {
    return new String[] {HandshakeForm.VERSION};
  }

  @Override
  public List<WebSocketExtension> getSupportedExtensions(ServerHttpRequest request) {
    return List.of();
  }

  @Override
  public void upgrade(
      ServerHttpRequest request,
      ServerHttpResponse response,
      @Nullable String selectedProtocol,
      List<WebSocketExtension> selectedExtensions,
      @Nullable Principal user,
      WebSocketHandler unused,
      Map<String, Object> attributes) {
    HttpServletRequest asked = ((ServletServerHttpRequest) request).getServletRequest();
    HttpServletResponse answer = ((ServletServerHttpResponse) response).getServletResponse();
    Request core = ServletCoreRequest.wrap(asked);
    var begin =
        new Negotiator(
            selectedProtocol, new JettySocket(handler, Handshake.resultOf(attributes), begun));
    try (Blocker.Callback done = Blocker.callback()) {
      if (upgrade(begin, core, ServletCoreResponse.wrap(core, answer, false), done)) {
        done.block();
      } else {
        done.succeeded();
        if (!answer.isCommitted()) {
          Problem.http(426, "A WebSocket is served at that path.").send(answer);
        }
      }
    } catch (IOException e) {
      throw new HandshakeFailureException("the client is gone", e);
    }
  }

  /// Ends `done` also where Jetty throws, since what is wrong with the handshake is the client's
  /// fault: else it would log that nobody did.
  private boolean upgrade(Negotiator begin, Request request, Response response, Callback done)
      throws IOException {
    try {
      return mappings().upgrade(begin, request, response, done, null);
    } catch (RuntimeException e) {
      done.failed(e);
      throw e;
    }
  }

  private WebSocketMappings mappings() {
    return Objects.requireNonNull(mappings, "the web server has not started");
  }

  private final class Negotiator implements WebSocketNegotiator {
    private final @Nullable String protocol;
    private final FrameHandler socket;

    private Negotiator(@Nullable String protocol, FrameHandler socket) {
      this.protocol = protocol;
      this.socket = socket;
    }

    @Override
    public FrameHandler negotiate(
        ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
      if (protocol != null) {
        response.setAcceptedSubProtocol(protocol);
      }
      return socket;
    }

    @Override
    public void customize(Configuration configurable) {
      configurable.setMaxTextMessageSize(frameBytes);
      configurable.setMaxFrameSize(frameBytes);
      configurable.setIdleTimeout(Duration.ZERO);
    }
  }
}
