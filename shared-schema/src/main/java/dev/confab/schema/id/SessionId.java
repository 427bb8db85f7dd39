package dev.confab.schema.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one conversation: the aggregate, the Kafka key and the unit of order.
public record SessionId(@JsonValue String value) implements Comparable<SessionId> {
  /// Throws `IllegalArgumentException` if the value is not of the form that {@link Id} says.
  public SessionId {
    Id.require("session id", value);
  }

  @JsonCreator
  public static SessionId of(String value) {
    return new SessionId(value);
  }

  @Override
  public int compareTo(SessionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
