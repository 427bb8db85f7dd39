package dev.confab.schema.analytics;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.confab.schema.codec.Json;
import java.time.Instant;

/// Messages that were written in one minute in the sessions of one shard: the minute has the sum
/// over all parts.
///
/// @param minute its first instant
/// @param part the shard
@JsonPropertyOrder({
  "minute",
  "part",
  "messages",
  "userMessages",
  "assistantMessages",
  "systemMessages"
})
public record MinuteCount(
    Instant minute,
    int part,
    long messages,
    long userMessages,
    long assistantMessages,
    long systemMessages)
    implements Row {
  @Override
  public String key() {
    return Json.format(minute) + "/" + part;
  }

  /// The sum of both, under this one's minute and part.
  public MinuteCount plus(MinuteCount other) {
    return new MinuteCount(
        minute,
        part,
        messages + other.messages,
        userMessages + other.userMessages,
        assistantMessages + other.assistantMessages,
        systemMessages + other.systemMessages);
  }
}
