package dev.confab.web.kafka;

import java.util.List;

/// The identity of the log that seqs belong to. Another epoch means that positions of this one are
/// void.
///
/// @param replaces the logs that were lost and that this one goes on for, as the operator says;
///   empty if this one is the first
public record LogEpoch(String value, List<String> replaces) {
  /// Throws `IllegalArgumentException` if it would replace itself.
  public LogEpoch {
    replaces = List.copyOf(replaces);
    if (replaces.contains(value)) {
      throw new IllegalArgumentException(
          "confab.kafka.replaces-log names log %s, which is the one that is there: name the one that was lost"
              .formatted(value));
    }
  }

  public LogEpoch(String value) {
    this(value, List.of());
  }

  /// Whether what belongs to that log may be taken over by this one.
  public boolean isReplacementOf(String epoch) {
    return replaces.contains(epoch);
  }

  /// Whether it goes on for another one at all.
  public boolean isReplacement() {
    return !replaces.isEmpty();
  }
}
