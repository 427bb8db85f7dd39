package dev.confab.schema.error;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// The error codes, on sockets and in REST's problem documents: name, HTTP status, sentence,
/// whether a repeat can help.
public enum ErrorCode {
  BAD_FRAME(400, false, "The frame or request is not of the form that is expected."),
  UNKNOWN_TYPE(400, false, "There is no frame of that type."),
  INVALID(400, false, "A field has a value that is not allowed; see the violations."),
  UNAUTHENTICATED(401, false, "There is no valid token: sign in and try again."),
  FORBIDDEN(403, false, "You may not do that."),
  SESSION_NOT_FOUND(404, false, "There is no such session that you are a member of."),
  MESSAGE_NOT_FOUND(404, false, "There is no such message."),
  NOT_JOINED(409, false, "Join the session on this connection first."),
  IDEMPOTENCY_CONFLICT(409, false, "That key was used before, for another request."),
  RATE_LIMITED(429, true, "Too many requests: wait, then try again."),
  TOO_MANY_SESSIONS(409, false, "This connection has joined as many sessions as it may."),
  QUOTA_EXCEEDED(409, false, "You have as many sessions or members as you may have."),
  VIEW_BEHIND(503, true, "The view has not got that far yet: try again."),
  UNAVAILABLE(503, true, "No verdict in time: repeat the request with the same key.");

  private final int status;
  private final boolean retryable;
  private final String sentence;

  ErrorCode(int status, boolean retryable, String sentence) {
    this.status = status;
    this.retryable = retryable;
    this.sentence = sentence;
  }

  /// The code as clients see it.
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Throws `IllegalArgumentException` if there is no such code.
  @JsonCreator
  public static ErrorCode of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  public int status() {
    return status;
  }

  public boolean retryable() {
    return retryable;
  }

  public String sentence() {
    return sentence;
  }
}
