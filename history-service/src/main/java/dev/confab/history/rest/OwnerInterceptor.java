package dev.confab.history.rest;

import dev.confab.history.timeline.Owners;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.id.Id;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Lets the instance that holds a session answer reads of it.
public final class OwnerInterceptor implements HandlerInterceptor {
  private static final Set<Class<?>> READS = Set.of(HistoryController.class, TraceController.class);

  private static final List<String> PASSED_BACK =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.RETRY_AFTER, HttpHeaders.CACHE_CONTROL);

  private final Owners owners;
  private final Peers peers;

  public OwnerInterceptor(Owners owners, Peers peers) {
    this.owners = owners;
    this.peers = peers;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (!(handler instanceof HandlerMethod method) || !READS.contains(method.getBeanType())) {
      return true;
    }
    SessionId session = session(request);
    HostInfo owner = session == null ? null : owners.elsewhere(session);
    if (owner == null) {
      return true;
    }
    if (Peers.isForwarded(request)) {
      throw new ViewBehindException("The view is moving between instances.");
    }
    var answer = peers.ask(owner, request);
    response.setStatus(answer.getStatusCode().value());
    for (String name : PASSED_BACK) {
      String value = answer.getHeaders().getFirst(name);
      if (value != null) {
        response.setHeader(name, value);
      }
    }
    byte[] body = answer.getBody();
    if (body != null) {
      response.getOutputStream().write(body);
    }
    return false;
  }

  /// `null` if the path names none, or none of a valid form: the controller says so.
  private static @Nullable SessionId session(HttpServletRequest request) {
    if (!(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
        instanceof Map<?, ?> variables)) {
      return null;
    }
    if (variables.get(HistoryController.SESSION) instanceof String text && Id.isValid(text)) {
      return new SessionId(text);
    }
    MessageId message =
        variables.get(HistoryController.MESSAGE) instanceof String text
            ? MessageId.parse(text)
            : null;
    return message == null ? null : message.session();
  }
}
