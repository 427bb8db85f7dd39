package dev.confab.schema.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one run of one gateway process.
public record GatewayId(@JsonValue String value) implements Comparable<GatewayId> {
  /// Throws `IllegalArgumentException` if the value is not of the form that {@link Id} says.
  public GatewayId {
    Id.require("gateway id", value);
  }

  @JsonCreator
  public static GatewayId of(String value) {
    return new GatewayId(value);
  }

  @Override
  public int compareTo(GatewayId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
