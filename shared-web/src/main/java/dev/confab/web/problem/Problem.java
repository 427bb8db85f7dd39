package dev.confab.web.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.confab.schema.codec.Json;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.error.Violation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.ServerHttpResponse;

/// An RFC 9457 document that says what went wrong, with Confab's `code`.
///
/// Where HTTP itself is the matter (no such path, wrong method, wrong media type, too large) the
/// code is `bad_frame` and the status says which; a fault of ours is a 500 with code `internal`.
///
/// @param retryable `true` where the same request can succeed later, else absent
/// @param violations only with code `invalid`
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "retryable", "violations"})
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable Boolean retryable,
    @Nullable List<Violation> violations) {
  private static final String TYPE = "urn:confab:problem:";
  static final String RETRY_AFTER_SECONDS = "1";

  public static Problem of(ErrorCode code, String detail, List<Violation> violations) {
    return new Problem(
        TYPE + code.text(),
        code.sentence(),
        code.status(),
        detail,
        code.text(),
        code.retryable() ? Boolean.TRUE : null,
        code == ErrorCode.INVALID ? violations : null);
  }

  public static Problem of(ErrorCode code, String detail) {
    return of(code, detail, List.of());
  }

  /// The request does not fit HTTP as it is served here: 404, 405, 406, 413, 415 or another 4xx.
  public static Problem http(int status, String detail) {
    ErrorCode code = ErrorCode.BAD_FRAME;
    return new Problem(
        TYPE + code.text(), code.sentence(), status, detail, code.text(), null, null);
  }

  /// A fault of ours; it tells nothing of the inside.
  public static Problem internal() {
    return new Problem(
        TYPE + "internal",
        "The server failed.",
        500,
        "An unexpected error; it was logged.",
        "internal",
        null,
        null);
  }

  /// The answer, whatever media types the client accepts.
  public ResponseEntity<Object> response(HttpHeaders headers) {
    var builder =
        ResponseEntity.status(status)
            .headers(headers)
            .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (Boolean.TRUE.equals(retryable)) {
      builder.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return builder.body(Json.encode(this));
  }

  /// The same, for code in front of Spring MVC.
  public void send(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    if (Boolean.TRUE.equals(retryable)) {
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    response.getOutputStream().write(Json.encode(this));
  }

  /// The same, for handshakes; headers that are set already stay.
  public void send(ServerHttpResponse response) throws IOException {
    response.setStatusCode(HttpStatusCode.valueOf(status));
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (Boolean.TRUE.equals(retryable)) {
      response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    response.getBody().write(Json.encode(this));
  }
}
