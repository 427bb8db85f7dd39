package dev.confab.schema.command;

import dev.confab.schema.id.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who asks, and with which powers. Absent scopes are none.
public record Caller(UserId userId, Set<Scope> scopes) {
  public Caller(UserId userId, @Nullable Set<Scope> scopes) {
    this.userId = userId;
    this.scopes = scopes == null ? Set.of() : Set.copyOf(scopes);
  }

  public boolean isService() {
    return scopes.contains(Scope.SERVICE);
  }

  public boolean mayPostAsAssistant() {
    return isService() || scopes.contains(Scope.ASSISTANT);
  }
}
