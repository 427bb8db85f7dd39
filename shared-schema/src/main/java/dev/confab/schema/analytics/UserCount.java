package dev.confab.schema.analytics;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.confab.schema.codec.Json;
import java.time.Instant;

/// Users who wrote in one minute, of those that fall to one part. A user falls to one part, in
/// whatever sessions he writes, so the sum over all parts counts him once.
///
/// @param minute its first instant
@JsonPropertyOrder({"minute", "part", "activeUsers"})
public record UserCount(Instant minute, int part, long activeUsers) implements Row {
  @Override
  public String key() {
    return Json.format(minute) + "/" + part;
  }
}
