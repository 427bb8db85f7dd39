package dev.confab.history.rest;

import dev.confab.history.timeline.Owners;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.command.Caller;
import dev.confab.schema.id.Id;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.web.problem.Problem;
import dev.confab.web.problem.ProblemException;
import dev.confab.web.security.CallerResolver;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Lets the instance that holds a session answer reads of it.
public final class OwnerInterceptor implements HandlerInterceptor {
  private static final Set<Class<?>> READS = Set.of(HistoryController.class, TraceController.class);

  private static final List<String> PASSED_BACK =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.RETRY_AFTER, HttpHeaders.CACHE_CONTROL);

  private static final Logger log = LoggerFactory.getLogger(OwnerInterceptor.class);

  private final Owners owners;
  private final Peers peers;
  private final Waiting waiting;

  public OwnerInterceptor(Owners owners, Peers peers, Waiting waiting) {
    this.owners = owners;
    this.peers = peers;
    this.waiting = waiting;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      // It was looked at when it came in.
      return true;
    }
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
    pass(owner, request, response);
    return false;
  }

  /// Without one of the server's threads: the other instance may wait for its view.
  private void pass(HostInfo owner, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Caller caller = CallerResolver.current();
    AsyncContext async = request.startAsync();
    try {
      var _ =
          waiting
              .read(caller, () -> peers.ask(owner, request))
              .handle((answer, trouble) -> {
                answer(response, answer, trouble);
                async.complete();
                return null;
              });
    } catch (ProblemException tooMany) {
      tooMany.problem().send(response);
      async.complete();
    }
  }

  private static void answer(
      HttpServletResponse response,
      @Nullable ResponseEntity<byte[]> answer,
      @Nullable Throwable trouble) {
    try {
      if (answer != null) {
        send(answer, response);
      } else if (trouble instanceof CompletionException e
          && e.getCause() instanceof ViewBehindException behind) {
        ReadProblems.problem(behind).send(response);
      } else {
        log.error("A read could not be passed on", trouble);
        Problem.internal().send(response);
      }
    } catch (IOException e) {
      log.debug("The reader has gone: {}", e.toString());
    }
  }

  private static void send(ResponseEntity<byte[]> answer, HttpServletResponse response)
      throws IOException {
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
