package dev.confab.web.problem;

import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.error.Violation;
import java.util.List;

/// Ends a REST request with a problem document. It carries an answer, not a fault: it has no stack
/// trace and is not logged.
public final class ProblemException extends RuntimeException {
  private final ErrorCode code;
  private final transient List<Violation> violations;

  public ProblemException(ErrorCode code, String detail, List<Violation> violations) {
    super(detail, null, false, false);
    this.code = code;
    this.violations = List.copyOf(violations);
  }

  public ProblemException(ErrorCode code, String detail) {
    this(code, detail, List.of());
  }

  /// `invalid` for one field.
  public static ProblemException invalid(String field, String message) {
    return new ProblemException(
        ErrorCode.INVALID, "1 field is not valid.", List.of(new Violation(field, message)));
  }

  /// `invalid` for all of these.
  public static ProblemException invalid(List<Violation> violations) {
    String detail =
        violations.size() == 1
            ? "1 field is not valid."
            : violations.size() + " fields are not valid.";
    return new ProblemException(ErrorCode.INVALID, detail, violations);
  }

  public ErrorCode code() {
    return code;
  }

  public List<Violation> violations() {
    return violations;
  }

  public Problem problem() {
    return Problem.of(code, String.valueOf(getMessage()), violations);
  }
}
