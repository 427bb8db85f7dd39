package dev.confab.schema.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one socket, unique among all gateways.
public record ConnectionId(@JsonValue String value) implements Comparable<ConnectionId> {
  /// Throws `IllegalArgumentException` if the value is not of the form that {@link Id} says.
  public ConnectionId {
    Id.require("connection id", value);
  }

  @JsonCreator
  public static ConnectionId of(String value) {
    return new ConnectionId(value);
  }

  @Override
  public int compareTo(ConnectionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
