package dev.confab.schema.analytics;

/// A value of one of analytics' topics. A later row of the same key replaces it; `null` deletes it.
public sealed interface Row
    permits MinuteCount, UserCount, SessionMinute, ResponseTimes, BusiestSessions, CountProgress {
  /// The record's key.
  String key();
}
