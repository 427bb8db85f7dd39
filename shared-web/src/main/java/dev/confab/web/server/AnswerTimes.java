package dev.confab.web.server;

import java.time.Duration;

/// How fast clients have to take their answers.
///
/// @param patience in which a client takes {@link #LEAST_BYTES} more, or all that is left
/// @param total within which it has taken all
record AnswerTimes(Duration patience, Duration total) {
  static final int LEAST_BYTES = 32 << 10;
}
