package dev.confab.web.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
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
      // Whoever opens connections and says nothing would take the files of all else.
      server.addBean(new NetworkConnectionLimit(connections(), server));
      for (Connector connector : server.getConnectors()) {
        connector.getConnectionFactories().stream()
            .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
            .map(HttpConfiguration.ConnectionFactory.class::cast)
            .forEach(http -> limit(http.getHttpConfiguration()));
      }
    });
  }

  private int connections() {
    if (limits.connections() > 0) {
      return limits.connections();
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? (int) Math.min(Integer.MAX_VALUE, unix.getMaxFileDescriptorCount() / 4 * 3)
        : Integer.MAX_VALUE;
  }

  private void limit(HttpConfiguration http) {
    int headerBytes = Math.toIntExact(limits.headerBytes().toBytes());
    http.setRequestHeaderSize(Math.max(headerBytes, http.getRequestHeaderSize()));
  }
}
