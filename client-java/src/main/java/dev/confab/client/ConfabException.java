package dev.confab.client;

import dev.confab.schema.error.CloseCode;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.error.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A refusal by the server, or trouble on the way to it.
public final class ConfabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// There is no line, or it broke before the answer came.
  public static final String CONNECTION_LOST = "connection_lost";

  /// No answer came in time.
  public static final String TIMEOUT = "timeout";

  /// The client was closed.
  public static final String CLOSED = "closed";

  /// A fault of the server.
  public static final String INTERNAL = "internal";

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BAD_GATEWAY = 502;
  private static final int UNAUTHORIZED = 401;

  private final String code;
  private final boolean retryable;
  private final transient List<Violation> violations;

  ConfabException(String code, String message, boolean retryable, List<Violation> violations) {
    super(message);
    this.code = code;
    this.retryable = retryable;
    this.violations = List.copyOf(violations);
  }

  /// For a {@link TokenProvider} that knows that it will have no token until somebody signs in: the
  /// connection is closed for good, until {@link Confab#reconnect}.
  public static ConfabException signedOut() {
    ErrorCode code = ErrorCode.UNAUTHENTICATED;
    return new ConfabException(code.text(), "The user is signed out.", false, List.of());
  }

  static ConfabException connectionLost() {
    return new ConfabException(CONNECTION_LOST, "The connection was lost.", true, List.of());
  }

  static ConfabException timedOut() {
    return new ConfabException(TIMEOUT, "There was no answer in time.", true, List.of());
  }

  static ConfabException closed() {
    return new ConfabException(CLOSED, "The client was closed.", false, List.of());
  }

  /// The session was deleted, or the user is no member any more.
  static ConfabException gone() {
    ErrorCode code = ErrorCode.SESSION_NOT_FOUND;
    return new ConfabException(code.text(), code.sentence(), false, List.of());
  }

  /// @param code with which the server closed the line for good
  static ConfabException closed(int code) {
    String error =
        code == CloseCode.UNAUTHENTICATED.code() ? ErrorCode.UNAUTHENTICATED.text() : CLOSED;
    return new ConfabException(error, "The server closed with " + code + ".", false, List.of());
  }

  /// From an error frame, or a problem document with its status; the status of a frame is 0.
  static ConfabException of(JsonNode answer, int status) {
    String code = answer.path("code").asString(codeOf(status));
    String title = answer.path("title").asString("The server answered with " + status + ".");
    String message = answer.path("message").asString(answer.path("detail").asString(title));
    boolean passes = status == TOO_MANY_REQUESTS || status >= BAD_GATEWAY;
    List<Violation> violations = new ArrayList<>();
    for (JsonNode each : answer.path("violations").values()) {
      violations.add(
          new Violation(each.path("field").asString(""), each.path("message").asString("")));
    }
    boolean retryable = answer.path("retryable").asBoolean(passes);
    return new ConfabException(code, message, retryable, violations);
  }

  private static String codeOf(int status) {
    return switch (status) {
      case UNAUTHORIZED -> ErrorCode.UNAUTHENTICATED.text();
      case TOO_MANY_REQUESTS -> ErrorCode.RATE_LIMITED.text();
      default -> INTERNAL;
    };
  }

  /// One of the protocol's error codes, `internal`, or one of those of this class.
  public String code() {
    return code;
  }

  /// Whether the same request can succeed later.
  public boolean retryable() {
    return retryable;
  }

  /// What is wrong with which field; mostly empty.
  public List<Violation> violations() {
    return violations;
  }

  boolean is(@Nullable ErrorCode error) {
    return error != null && code.equals(error.text());
  }
}
