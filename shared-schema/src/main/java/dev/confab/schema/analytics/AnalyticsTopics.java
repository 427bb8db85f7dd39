package dev.confab.schema.analytics;

import dev.confab.schema.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The topics of analytics-service, which alone makes and writes them; no other service needs them.
///
/// Those of rows are compacted, and rows leave them when they are older than what is kept.
public final class AnalyticsTopics {
  public static final String MINUTES = "chat.analytics.minutes";
  public static final String USERS = "chat.analytics.users";
  public static final String SESSIONS = "chat.analytics.sessions";
  public static final String RESPONSES = "chat.analytics.responses";
  public static final String BUSIEST = "chat.analytics.busiest";
  public static final String PROGRESS = "chat.analytics.progress";

  /// Between the two stages of counting, by user: nobody else's.
  public static final String ACTIVITY = "chat.analytics.activity";

  /// Those of rows.
  public static final List<String> ROWS =
      List.of(MINUTES, USERS, SESSIONS, RESPONSES, BUSIEST, PROGRESS);

  /// A day's row is about the time up to a day later, and what is deleted goes by whole segments.
  private static final Duration MARGIN = Duration.ofDays(2);

  /// Readers read the topics whole when they start, so what is replaced goes soon.
  private static final Map<String, String> COMPACTED =
      Map.of(
          "cleanup.policy", "compact,delete",
          "segment.ms", "3600000",
          "min.cleanable.dirty.ratio", "0.2");

  private AnalyticsTopics() {}

  /// All of them, for rows that are kept that long.
  public static List<Topic> keeping(Duration retention) {
    Duration all = retention.plus(MARGIN);
    return List.of(
        new Topic(MINUTES, false, all, COMPACTED),
        new Topic(USERS, false, all, COMPACTED),
        new Topic(SESSIONS, true, all, COMPACTED),
        new Topic(RESPONSES, false, all, COMPACTED),
        new Topic(BUSIEST, false, all, COMPACTED),
        new Topic(PROGRESS, false, null),
        // What lies there unread that long is about minutes that are not kept any more.
        new Topic(ACTIVITY, true, all));
  }
}
