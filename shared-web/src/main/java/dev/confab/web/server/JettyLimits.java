package dev.confab.web.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Meters;
import dev.confab.web.limit.Rate;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Gives Jetty its part of the {@link HttpLimits}, behind Spring Boot's customizer, which would set
/// its own 8 KB for headers again.
@Order(Ordered.LOWEST_PRECEDENCE)
final class JettyLimits implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> {
  /// What Jetty and Spring would warn of with each request of a wrong form, whoever sends it.
  private static final List<String> STRANGERS_FAULTS =
      List.of(
          "org.eclipse.jetty.http.HttpParser",
          "org.eclipse.jetty.util.HostPort",
          "org.springframework.web.servlet.PageNotFound",
          "org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver");

  private final HttpLimits limits;
  private final boolean direct;
  private final ByteBudget answers;
  private final MeterRegistry registry;

  /// @param direct whether clients come themselves, not through a proxy
  /// @param answers what clients have yet to take
  JettyLimits(HttpLimits limits, boolean direct, ByteBudget answers, MeterRegistry registry) {
    this.limits = limits;
    this.direct = direct;
    this.answers = answers;
    this.registry = registry;
  }

  @Override
  public void customize(ConfigurableJettyWebServerFactory factory) {
    STRANGERS_FAULTS.forEach(JettyLimits::leaveOut);
    factory.addServerCustomizers(server -> {
      // Whoever opens connections and says nothing would take the files of all else.
      server.addBean(new NetworkConnectionLimit(limits.mostConnections(), server));
      int most = direct ? limits.connectionsPerAddress() : 0;
      AddressLimit addresses = new AddressLimit(most, refused("address_connections"));
      // A proxy would take a server for dead that closes before it answers.
      Rate refusals = direct ? limits.refusals() : new Rate(0, 0);
      RefusalPace pace =
          new RefusalPace(
              new Meters<>(refusals, refused("address_refusals")), limits.refusalsPause());
      server.insertHandler(
          new AnswerSender(
              new UnsentAnswers(answers, limits.answerTimes(), pace, refused("slow_answers"))));
      server.setErrorHandler(new PacedErrors(server.getErrorHandler(), pace));
      int strangers = limits.threadsOfStrangers();
      server.insertHandler(new StrangerThreads(strangers, Math.max(1, strangers / 2)));
      for (Connector connector : server.getConnectors()) {
        connector.addEventListener(addresses);
        connector.getConnectionFactories().stream()
            .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
            .map(HttpConfiguration.ConnectionFactory.class::cast)
            .forEach(http -> limit(http.getHttpConfiguration()));
      }
    });
  }

  /// Unless a level is configured.
  private static void leaveOut(String logger) {
    if (LoggerFactory.getLogger(logger) instanceof Logger known && known.getLevel() == null) {
      known.setLevel(Level.ERROR);
    }
  }

  private Runnable refused(String limit) {
    return registry.counter("confab.http.refused", "limit", limit)::increment;
  }

  private void limit(HttpConfiguration http) {
    int headerBytes = Math.toIntExact(limits.headerBytes().toBytes());
    http.setRequestHeaderSize(Math.max(headerBytes, http.getRequestHeaderSize()));
    http.addCustomizer(new UnreadBodies());
    // Else what differs from an earlier header of the connection by its letters' case alone, such
    // as a token, counts as that one.
    http.setHeaderCacheCaseSensitive(true);
  }
}
