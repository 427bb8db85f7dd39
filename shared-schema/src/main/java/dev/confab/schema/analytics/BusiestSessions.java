package dev.confab.schema.analytics;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.SessionId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The sessions of one shard with the most messages in one window, most first: the busiest of all
/// are among those of all parts.
///
/// @param part the shard
/// @param sessions {@link #MOST} at most, in the order of {@link #ORDER}
@JsonPropertyOrder({"window", "start", "part", "sessions"})
public record BusiestSessions(Window window, Instant start, int part, List<Entry> sessions)
    implements Row {
  public static final int MOST = 50;

  /// More messages first; among equals the smaller id.
  public static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::messages).reversed().thenComparing(Entry::sessionId);

  @JsonPropertyOrder({"sessionId", "messages"})
  public record Entry(SessionId sessionId, long messages) {}

  public BusiestSessions {
    sessions = List.copyOf(sessions);
  }

  @Override
  public String key() {
    return window.text() + "/" + Json.format(start) + "/" + part;
  }
}
