package dev.confab.standalone.token;

import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Scope;
import dev.confab.schema.error.Violation;
import dev.confab.schema.id.Id;
import dev.confab.schema.id.UserId;
import dev.confab.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who wants to be whom. Absent scopes are none.
record TokenRequest(@Nullable String user, @Nullable List<@Nullable String> scopes) {
  /// Throws {@link ProblemException} with what is not valid.
  Caller caller() {
    List<Violation> violations = new ArrayList<>();
    String id = user;
    if (id == null || !Id.isValid(id)) {
      violations.add(new Violation("user", "must match [A-Za-z0-9_-]{1,64}"));
    }
    var granted = EnumSet.noneOf(Scope.class);
    for (String text : scopes == null ? List.<@Nullable String>of() : scopes) {
      scope(text)
          .ifPresentOrElse(
              granted::add,
              () ->
                  violations.add(
                      new Violation("scopes", "must be chat:assistant or chat:service")));
    }
    if (id == null || !violations.isEmpty()) {
      throw ProblemException.invalid(violations);
    }
    return new Caller(new UserId(id), granted);
  }

  private static Optional<Scope> scope(@Nullable String text) {
    return Stream.of(Scope.values()).filter(scope -> scope.text().equals(text)).findFirst();
  }
}
