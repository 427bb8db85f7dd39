package dev.confab.analytics.view;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/// One minute of all sessions.
@JsonPropertyOrder({
  "minute",
  "messages",
  "userMessages",
  "assistantMessages",
  "systemMessages",
  "activeUsers"
})
public record MinuteTotals(
    Instant minute,
    long messages,
    long userMessages,
    long assistantMessages,
    long systemMessages,
    long activeUsers) {}
