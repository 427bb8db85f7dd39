package dev.confab.web.problem;

import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.error.Violation;
import dev.confab.web.trace.PacedLog;
import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.BindingResult;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/// Turns whatever a controller or Spring MVC throws into a {@link Problem}.
///
/// A path that nobody serves is 404 with code `bad_frame`: the codes `session_not_found` and
/// `message_not_found` are for things that were looked for. Kafka out of reach is `unavailable`.
@RestControllerAdvice
public class ProblemAdvice extends ResponseEntityExceptionHandler {
  static final String UNEXPECTED_FORM = "The request is not of the form that is expected.";

  private static final PacedLog log = new PacedLog(LoggerFactory.getLogger(ProblemAdvice.class));

  /// Spring's would log a line for each, whoever asks.
  @Override
  protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException exception,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return handleExceptionInternal(exception, null, headers, status, request);
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(ProblemException refusal) {
    return refusal.problem().response(HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<Object> violated(ConstraintViolationException violated) {
    List<Violation> violations = new ArrayList<>();
    for (var violation : violated.getConstraintViolations()) {
      String field = "";
      for (var node : violation.getPropertyPath()) {
        field = String.valueOf(node.getName());
      }
      violations.add(new Violation(field, violation.getMessage()));
    }
    return invalid(violations);
  }

  @ExceptionHandler
  ResponseEntity<Object> logOutOfReach(KafkaException trouble) {
    log.warn("Kafka is out of reach", trouble);
    return Problem.of(ErrorCode.UNAVAILABLE, "The log is out of reach.")
        .response(HttpHeaders.EMPTY);
  }

  /// Left to Spring Security, which stands around Spring MVC.
  @ExceptionHandler
  void denied(AccessDeniedException denied) {
    throw denied;
  }

  /// Left to Spring Security, which stands around Spring MVC.
  @ExceptionHandler
  void unauthenticated(AuthenticationException unauthenticated) {
    throw unauthenticated;
  }

  /// The firewall looks at parameters only once somebody asks for them.
  @ExceptionHandler
  ResponseEntity<Object> odd(RequestRejectedException odd) {
    return Problem.http(400, "The request has parameters that are none.")
        .response(HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<Object> failed(Exception fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      // Jetty reads query and body only once somebody asks for them.
      if (cause instanceof HttpException refused && refused.getCode() < 500) {
        return lastOnItsConnection(refused.getCode());
      }
      if (cause instanceof EofException) {
        return lastOnItsConnection(400);
      }
    }
    log.error("A request failed", fault);
    return Problem.internal().response(HttpHeaders.EMPTY);
  }

  private static ResponseEntity<Object> lastOnItsConnection(int status) {
    HttpHeaders headers = new HttpHeaders();
    headers.setConnection("close");
    return Problem.http(status, UNEXPECTED_FORM).response(headers);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception exception,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return switch (exception) {
      case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
      case MethodArgumentTypeMismatchException mismatch ->
          invalid(List.of(new Violation(mismatch.getName(), "has the wrong type")));
      case MissingServletRequestParameterException missing ->
          invalid(List.of(new Violation(missing.getParameterName(), "is missing")));
      case MissingRequestValueException missing ->
          invalid(List.of(new Violation("", "a value is missing")));
      case MethodArgumentNotValidException notValid -> invalid(fields(notValid.getBindingResult()));
      case HandlerMethodValidationException notValid -> invalid(parameters(notValid));
      case AsyncRequestTimeoutException late ->
          Problem.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.sentence()).response(headers);
      default -> byStatus(exception, headers, status);
    };
  }

  private static ResponseEntity<Object> byStatus(
      Exception exception, HttpHeaders headers, HttpStatusCode status) {
    if (status.is5xxServerError()) {
      log.error("A request failed", exception);
      return Problem.internal().response(HttpHeaders.EMPTY);
    }
    HttpHeaders all = new HttpHeaders(headers);
    if (status.value() == 413) {
      // The rest of the body is not read, so nothing can follow on the connection.
      all.setConnection("close");
    }
    return Problem.http(status.value(), sentence(status.value())).response(all);
  }

  static String sentence(int status) {
    return switch (status) {
      case 404 -> "Nothing is served at that path.";
      case 405 -> "That method is not served at that path.";
      case 406 -> "The answer is of a type that the request does not accept.";
      case 412 -> "What is there does not fit the request's conditions.";
      case 413 -> "The request is too large.";
      case 415 -> "The body must be application/json.";
      default -> UNEXPECTED_FORM;
    };
  }

  private static ResponseEntity<Object> unreadable(HttpMessageNotReadableException unreadable) {
    if (unreadable.getCause() instanceof DatabindException mismatch
        && !mismatch.getPath().isEmpty()) {
      return invalid(List.of(new Violation(path(mismatch), "has a wrong type or value")));
    }
    return Problem.of(ErrorCode.BAD_FRAME, "The body is not the JSON object that is expected.")
        .response(HttpHeaders.EMPTY);
  }

  private static String path(JacksonException mismatch) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : mismatch.getPath()) {
      String name = step.getPropertyName();
      if (name == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.toString();
  }

  private static List<Violation> fields(BindingResult result) {
    return result.getFieldErrors().stream()
        .map(error -> new Violation(error.getField(), sentence(error.getDefaultMessage())))
        .toList();
  }

  private static List<Violation> parameters(HandlerMethodValidationException notValid) {
    return notValid.getParameterValidationResults().stream()
        .flatMap(result ->
            result.getResolvableErrors().stream()
                .map(error ->
                    new Violation(
                        String.valueOf(result.getMethodParameter().getParameterName()),
                        sentence(error.getDefaultMessage()))))
        .toList();
  }

  private static String sentence(@Nullable String message) {
    return message == null ? "is not valid" : message;
  }

  private static ResponseEntity<Object> invalid(List<Violation> violations) {
    return ProblemException.invalid(violations).problem().response(HttpHeaders.EMPTY);
  }
}
