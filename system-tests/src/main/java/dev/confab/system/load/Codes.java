package dev.confab.system.load;

import dev.confab.schema.error.CloseCode;
import dev.confab.schema.error.ErrorCode;
import java.util.Set;
import java.util.stream.Stream;

/// What a client makes of the codes.
final class Codes {
  /// The socket broke, or nobody said why.
  private static final Set<Integer> BROKEN = Set.of(-1, 1001, 1006);

  private Codes() {}

  /// Whether the same request may be answered otherwise later.
  static boolean passes(String error) {
    return error.equals(ErrorCode.NOT_JOINED.text())
        || Stream.of(ErrorCode.values()).anyMatch(c -> c.text().equals(error) && c.retryable());
  }

  static boolean isUnavailable(String error) {
    return error.equals(ErrorCode.UNAVAILABLE.text());
  }

  /// Whether the contract says to come again.
  static boolean reconnects(int close) {
    return BROKEN.contains(close)
        || Stream.of(CloseCode.values()).anyMatch(c -> c.code() == close && c.reconnect());
  }
}
