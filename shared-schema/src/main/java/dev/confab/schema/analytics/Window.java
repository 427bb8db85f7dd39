package dev.confab.schema.analytics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The stretches of time, in UTC, whose busiest sessions are known.
public enum Window {
  @JsonProperty("hour")
  HOUR("hour", ChronoUnit.HOURS),
  @JsonProperty("day")
  DAY("day", ChronoUnit.DAYS);

  private final String text;
  private final ChronoUnit unit;

  Window(String text, ChronoUnit unit) {
    this.text = text;
    this.unit = unit;
  }

  /// As it stands in JSON and in keys.
  public String text() {
    return text;
  }

  /// The first instant of the window that this one is in.
  public Instant startOf(Instant time) {
    return time.truncatedTo(unit);
  }
}
