package dev.confab.web.kafka;

import org.jspecify.annotations.Nullable;

/// The identity of the log that seqs belong to. Another epoch means that positions of this one are
/// void.
///
/// @param replaces the log that was lost and that this one goes on for, as the operator says;
///   `null` if this one is the first
public record LogEpoch(String value, @Nullable String replaces) {
  public LogEpoch(String value) {
    this(value, null);
  }

  /// Whether what belongs to that log may be taken over by this one.
  public boolean isReplacementOf(String epoch) {
    return epoch.equals(replaces) && !epoch.equals(value);
  }
}
