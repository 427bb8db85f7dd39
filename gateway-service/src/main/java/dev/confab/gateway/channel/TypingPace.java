package dev.confab.gateway.channel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.signal.Signal;
import java.time.Duration;
import java.util.function.LongSupplier;

/// How often it is told that somebody types: every two seconds of one user in one session, and at
/// once that he stopped. Thread-safe.
final class TypingPace {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final long MOST = 100_000;

  private record Typist(UserId user, SessionId session) {}

  private final Cache<Typist, Boolean> typing;
  private final Cache<Typist, Boolean> stopped;

  TypingPace(LongSupplier nanos) {
    this.typing = recent(nanos);
    this.stopped = recent(nanos);
  }

  /// Whether it is passed on.
  boolean passes(Signal.Typing signal) {
    Typist typist = new Typist(signal.userId(), signal.sessionId());
    if (!signal.typing()) {
      return stopped.asMap().putIfAbsent(typist, true) == null;
    }
    if (typing.asMap().putIfAbsent(typist, true) != null) {
      return false;
    }
    stopped.invalidate(typist);
    return true;
  }

  /// He wrote, and so he does not type any more: that he types again is news.
  void wrote(UserId user, SessionId session) {
    typing.invalidate(new Typist(user, session));
  }

  private static Cache<Typist, Boolean> recent(LongSupplier nanos) {
    return Caffeine.newBuilder()
        .expireAfterWrite(PAUSE)
        .ticker(nanos::getAsLong)
        .maximumSize(MOST)
        .build();
  }
}
