package dev.confab.schema.analytics;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.SessionId;
import java.time.Instant;

/// One minute of one session: messages that were written, and users who wrote some.
///
/// @param minute its first instant
@JsonPropertyOrder({"sessionId", "minute", "messages", "activeUsers"})
public record SessionMinute(SessionId sessionId, Instant minute, long messages, long activeUsers)
    implements Row {
  @Override
  public String key() {
    return sessionId + "/" + Json.format(minute);
  }
}
