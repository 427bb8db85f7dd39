package dev.confab.web.server;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Gives Jetty its part of the {@link HttpLimits}, behind Spring Boot's customizer, which would set
/// its own 8 KB for headers again.
@Order(Ordered.LOWEST_PRECEDENCE)
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

  private void limit(HttpConfiguration http) {
    int headerBytes = Math.toIntExact(limits.headerBytes().toBytes());
    http.setRequestHeaderSize(Math.max(headerBytes, http.getRequestHeaderSize()));
  }
}
