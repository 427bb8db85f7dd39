package dev.confab.web.server;

import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.SessionHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// Keeps Jetty from looking for a session of its own in every request: nobody has one here, and a
/// cookie that is none failed there, before any filter, with a page that shows Jetty's inside.
final class NoSessions implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> {
  @Override
  public void customize(ConfigurableJettyWebServerFactory factory) {
    factory.addServerCustomizers(NoSessions::forget);
  }

  private static void forget(Server server) {
    for (ServletContextHandler context : server.getDescendants(ServletContextHandler.class)) {
      SessionHandler sessions = context.getSessionHandler();
      if (sessions != null) {
        sessions.setUsingCookies(false);
        sessions.setUsingUriParameters(false);
      }
      if (context.getErrorHandler() instanceof ErrorHandler pages) {
        pages.setShowStacks(false);
        pages.setShowCauses(false);
      }
    }
  }
}
