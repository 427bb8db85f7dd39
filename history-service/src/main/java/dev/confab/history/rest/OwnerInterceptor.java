package dev.confab.history.rest;

import dev.confab.history.page.Reading;
import dev.confab.history.timeline.Owners;
import dev.confab.history.window.NoRoomException;
import dev.confab.history.window.ViewBehindException;
import dev.confab.schema.id.Id;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.web.problem.Problem;
import dev.confab.web.problem.ProblemException;
import dev.confab.web.trace.PacedLog;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// Lets the instance that holds a session answer reads of it.
public final class OwnerInterceptor implements HandlerInterceptor {

  private static final List<String> PASSED_BACK =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.RETRY_AFTER, HttpHeaders.CACHE_CONTROL);

  private static final PacedLog log = new PacedLog(LoggerFactory.getLogger(OwnerInterceptor.class));

  private final Owners owners;
  private final Peers peers;
  private final Waiting waiting;
  private final Answers answers;

  public OwnerInterceptor(Owners owners, Peers peers, Waiting waiting, Answers answers) {
    this.owners = owners;
    this.peers = peers;
    this.waiting = waiting;
    this.answers = answers;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Reading reading = ReadAdmission.of(request);
    if (reading == null || request.getDispatcherType() == DispatcherType.ASYNC) {
      // It is no read, or was looked at when it came in.
      return true;
    }
    SessionId session = session(request);
    HostInfo owner = session == null ? null : owners.elsewhere(session);
    if (owner == null) {
      return true;
    }
    if (Peers.wantsPart(request)) {
      throw new ViewBehindException("The view is moving between instances.");
    }
    pass(owner, reading, request, response);
    return false;
  }

  /// Without one of the server's threads: the other instance may wait for its view.
  private void pass(
      HostInfo owner, Reading reading, HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    try {
      waiting.pass(() -> {
        try {
          answer(owner, reading, request, response);
        } finally {
          async.complete();
        }
      });
    } catch (ProblemException refused) {
      try {
        say(refused.problem(), response);
      } finally {
        async.complete();
      }
    }
  }

  /// Answers whatever goes wrong.
  private void answer(
      HostInfo owner, Reading reading, HttpServletRequest request, HttpServletResponse response) {
    try {
      ResponseEntity<byte[]> answer = peers.ask(owner, request, reading.room());
      byte[] body = answer.getBody();
      answers.given(reading, body == null ? 0 : body.length);
      send(answer, response);
    } catch (IOException e) {
      // The reader has gone.
    } catch (ViewBehindException behind) {
      say(ReadProblems.problem(behind), response);
    } catch (NoRoomException full) {
      say(ReadProblems.problem(full), response);
    } catch (RuntimeException | Error fault) {
      log.error("A read could not be passed on", fault);
      say(Problem.internal(), response);
    }
  }

  private static void say(Problem problem, HttpServletResponse response) {
    if (response.isCommitted()) {
      return;
    }
    try {
      response.resetBuffer();
      problem.send(response);
    } catch (IOException e) {
      // The reader has gone.
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
      response.setContentLength(body.length);
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
