package dev.confab.schema.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names a user: the `sub` of his token.
public record UserId(@JsonValue String value) implements Comparable<UserId> {
  /// Throws `IllegalArgumentException` if the value is not of the form that {@link Id} says.
  public UserId {
    Id.require("user id", value);
  }

  @JsonCreator
  public static UserId of(String value) {
    return new UserId(value);
  }

  @Override
  public int compareTo(UserId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
