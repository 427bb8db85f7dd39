package dev.confab.web.server;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.annotation.Order;

/// Gives Jetty the {@link HttpLimits}. A body that comes too slowly is refused with 408, so that it
/// does not hold a thread.
@Order(0)
final class JettyLimits implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> {
  private final HttpLimits limits;

  JettyLimits(HttpLimits limits) {
    this.limits = limits;
  }

  @Override
  public void customize(ConfigurableJettyWebServerFactory factory) {
    factory.addServerCustomizers(server -> {
      for (Connector connector : server.getConnectors()) {
        connector.getConnectionFactories().stream()
            .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
            .map(HttpConfiguration.ConnectionFactory.class::cast)
            .forEach(http -> limit(http.getHttpConfiguration()));
      }
    });
  }

  // Jetty wants its MinimumDataRateHandler for that, which would time sockets and waiting reads,
  // too.
  @SuppressWarnings("removal")
  private void limit(HttpConfiguration http) {
    int headerBytes = Math.toIntExact(limits.headerBytes().toBytes());
    http.setRequestHeaderSize(Math.max(headerBytes, http.getRequestHeaderSize()));
    http.setMinRequestDataRate(limits.bodyBytesPerSecond().toBytes());
  }
}
