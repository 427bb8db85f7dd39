package dev.confab.web.kafka;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What keeps a reader from reading. It tries again many times a second, so the log has a line when
/// that begins or changes and one when it is over; health shows it meanwhile. Thread-safe for one
/// reader.
public final class ReadingTrouble {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingTrouble.class);

  private final String what;
  private volatile @Nullable String reason;

  /// @param what such as "commands"
  public ReadingTrouble(String what) {
    this.what = what;
  }

  public void met(KafkaException failure) {
    String found = failure.toString();
    if (!found.equals(reason)) {
      reason = found;
      LOG.warn("{} can't be read, trying again: {}", what, found);
    }
  }

  public void over() {
    if (reason != null) {
      reason = null;
      LOG.info("{}: no trouble any more", what);
    }
  }

  /// `null` if there is none.
  public @Nullable String reason() {
    String found = reason;
    return found == null ? null : what + " can't be read: " + found;
  }
}
