package dev.confab.history.rest;

import dev.confab.schema.error.Violation;
import dev.confab.schema.id.Id;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of one request and remembers what is wrong with them; `check` ends the
/// request if anything is.
final class Parameters {
  private static final int LONGEST_NUMBER = 18;

  private final List<Violation> violations = new ArrayList<>();

  static SessionId session(String text) {
    if (!Id.isValid(text)) {
      throw ProblemException.invalid("sessionId", "not of the form [A-Za-z0-9_-]{1,64}");
    }
    return new SessionId(text);
  }

  static MessageId message(String text) {
    MessageId id = MessageId.parse(text);
    if (id == null) {
      throw ProblemException.invalid("messageId", "not of the form <session id>.<seq>");
    }
    return id;
  }

  int limit(@Nullable String text, int byDefault, int most) {
    long limit = number("limit", text, byDefault);
    if (text != null && (limit < 1 || limit > most)) {
      refuseOnce("limit", "must be from 1 to " + most);
      return byDefault;
    }
    return (int) limit;
  }

  long seq(String name, @Nullable String text) {
    return number(name, text, 0);
  }

  void refuse(String field, String message) {
    violations.add(new Violation(field, message));
  }

  void check() {
    if (!violations.isEmpty()) {
      throw ProblemException.invalid(violations);
    }
  }

  private void refuseOnce(String field, String message) {
    violations.removeIf(violation -> violation.field().equals(field));
    refuse(field, message);
  }

  private long number(String name, @Nullable String text, long byDefault) {
    if (text == null) {
      return byDefault;
    }
    boolean digits =
        !text.isEmpty()
            && text.length() <= LONGEST_NUMBER
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      refuse(name, "must be a whole number, 0 or more");
      return byDefault;
    }
    return Long.parseLong(text);
  }
}
