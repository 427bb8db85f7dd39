package dev.confab.web.problem;

import dev.confab.schema.codec.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;

/// Renders what Jetty refuses before any servlet sees it, such as a path that is no path or headers
/// that are too long. First among the customizers, since others wrap it.
@Order(0)
public final class JettyProblems
    implements Request.Handler, WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> {
  @Override
  public void customize(ConfigurableJettyWebServerFactory factory) {
    factory.addServerCustomizers(server -> server.setErrorHandler(this));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Problem problem = EmptyRefusals.problem(response.getStatus());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    // Jetty ends such a connection, and does not always say so.
    response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
    if (Boolean.TRUE.equals(problem.retryable())) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
    }
    response.write(true, ByteBuffer.wrap(Json.encode(problem)), callback);
    return true;
  }
}
