package dev.confab.web.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Takes TCP connections for Jetty and parts from them as RFC 9112, section 9.6, asks for.
///
/// Closing while the peer still sends makes the operating system reset the connection, and then he
/// may never see what was sent to him last: a close code, or what is wrong with his request. So the
/// output ends first, and what he still sends is read by {@link LingeringClose}.
final class JettyConnector extends ServerConnector {
  private final LingeringClose lingering;

  private JettyConnector(Server server, ServerConnector model, LingeringClose lingering) {
    super(server, model.getConnectionFactories().toArray(ConnectionFactory[]::new));
    this.lingering = lingering;
    setHost(model.getHost());
    setPort(model.getPort());
    setIdleTimeout(model.getIdleTimeout());
    setShutdownIdleTimeout(model.getShutdownIdleTimeout());
    setAcceptQueueSize(model.getAcceptQueueSize());
    setReuseAddress(model.getReuseAddress());
    // What counts connections; whatever else listens belongs to the model.
    model.getEventListeners().stream()
        .filter(SelectorManager.AcceptListener.class::isInstance)
        .forEach(this::addEventListener);
    installBean(lingering);
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint endPoint = new Parting(channel, selector, key);
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  private final class Parting extends SocketChannelEndPoint {
    private final SocketChannel channel;
    private final SelectionKey key;
    private volatile boolean ended;

    private Parting(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
      super(channel, selector, key, JettyConnector.this.getScheduler());
      this.channel = channel;
      this.key = key;
    }

    @Override
    protected void doShutdownInput() {
      super.doShutdownInput();
      ended = true;
    }

    @Override
    public void doClose() {
      if (ended || !endOutput()) {
        super.doClose();
      } else {
        key.cancel();
        lingering.take(channel);
      }
    }

    private boolean endOutput() {
      try {
        channel.shutdownOutput();
        return true;
      } catch (IOException e) {
        // The peer is gone already.
        return false;
      }
    }
  }

  /// Puts these in place of Jetty's own, once all else about those is settled.
  @Order(Ordered.LOWEST_PRECEDENCE)
  static final class Customizer
      implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> {
    private static final Duration LINGERING = Duration.ofSeconds(5);
    private static final int MOST_LINGERING = 1_000;
    private static final int MOST_LINGERING_OF_ONE = 100;

    private final HttpLimits limits;
    private final boolean direct;
    private final Runnable whenRefused;

    /// @param direct whether clients come themselves, not through a proxy
    Customizer(HttpLimits limits, boolean direct, MeterRegistry registry) {
      this.limits = limits;
      this.direct = direct;
      this.whenRefused =
          registry.counter("confab.http.refused", "limit", "lingering_connections")::increment;
    }

    /// Files of which connections that are open leave some.
    private LingeringClose lingering() {
      return new LingeringClose(
          LINGERING,
          Math.min(MOST_LINGERING, Math.max(1, limits.mostConnections() / 10)),
          direct ? MOST_LINGERING_OF_ONE : 0,
          whenRefused);
    }

    @Override
    public void customize(ConfigurableJettyWebServerFactory factory) {
      factory.addServerCustomizers(server -> {
        Connector[] connectors = server.getConnectors();
        for (int i = 0; i < connectors.length; i++) {
          if (connectors[i] instanceof ServerConnector model) {
            connectors[i] = new JettyConnector(server, model, lingering());
          }
        }
        server.setConnectors(connectors);
      });
    }
  }
}
