package dev.confab.client;

import dev.confab.schema.error.CloseCode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// How a line ended, or the attempt at one.
///
/// @param code of its close, [Line#BROKEN] if it had none
/// @param refused the token that it ended for, if it did
/// @param isFinal whether a new attempt would change nothing
record Ending(int code, String reason, @Nullable String refused, boolean isFinal) {
  /// Every other code may pass by itself.
  private static final Set<Integer> FINAL =
      Set.of(CloseCode.NORMAL.code(), CloseCode.ORIGIN_REFUSED.code());

  private static final long RESTART_SPREAD_MILLIS = 5_000;
  private static final long CROWD_LEAST_MILLIS = 15_000;
  private static final long CROWD_MOST_MILLIS = 60_000;

  /// @param token that the server was told last
  static Ending of(int code, String reason, @Nullable String token) {
    boolean refused = code == CloseCode.UNAUTHENTICATED.code();
    return new Ending(code, reason, refused ? token : null, FINAL.contains(code));
  }

  /// There was no line, or no token for it.
  static Ending broken(String reason) {
    return new Ending(Line.BROKEN, reason, null, false);
  }

  /// Nobody is signed in.
  static Ending signedOut(String reason) {
    return new Ending(CloseCode.UNAUTHENTICATED.code(), reason, null, true);
  }

  Duration pause(Backoff backoff) {
    if (code == CloseCode.RESTARTING.code()) {
      return between(0, RESTART_SPREAD_MILLIS);
    }
    return code == CloseCode.TOO_MANY_CONNECTIONS.code()
        ? between(CROWD_LEAST_MILLIS, CROWD_MOST_MILLIS)
        : backoff.next();
  }

  private static Duration between(long least, long most) {
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(least, most));
  }
}
