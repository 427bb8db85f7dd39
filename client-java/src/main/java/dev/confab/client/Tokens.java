package dev.confab.client;

import dev.confab.schema.codec.Json;
import dev.confab.schema.error.ErrorCode;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The token in use, kept until it is about to expire by a clock that does not jump: the wall clock
/// of a client may be wrong. One call of the provider at a time, which all who wait share.
/// Thread-safe; asking blocks, 10 s at most.
final class Tokens {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration LEAST_USE = Duration.ofSeconds(1);
  private static final Duration MOST_USE = Duration.ofDays(365);
  private static final Duration MOST_MARGIN = Duration.ofMinutes(1);

  private final TokenProvider provider;
  private @Nullable Held held;
  private @Nullable CompletableFuture<String> asking;

  /// @param until of `System.nanoTime`
  private record Held(String token, long until) {}

  Tokens(TokenProvider provider) {
    this.provider = provider;
  }

  /// Throws `ConfabException`: `unauthenticated`, retryable unless the user is signed out.
  String current() throws InterruptedException {
    synchronized (this) {
      if (held != null && System.nanoTime() - held.until() < 0) {
        return held.token();
      }
    }
    return fresh();
  }

  /// From the provider. Throws as `current` does.
  String fresh() throws InterruptedException {
    try {
      return call().get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ConfabException known
          && known.is(ErrorCode.UNAUTHENTICATED)
          && !known.retryable()) {
        throw known;
      }
      throw new ConfabException(
          ErrorCode.UNAUTHENTICATED.text(), "There is no token: " + cause, true, List.of());
    }
  }

  private synchronized CompletableFuture<String> call() {
    if (asking != null) {
      return asking;
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread asker = Thread.ofVirtual().name("confab-token").unstarted(() -> ask(answer));
    CompletableFuture<String> call =
        answer
            .orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((token, failure) -> {
              settle(token);
              asker.interrupt();
            });
    asking = call;
    asker.start();
    return call;
  }

  /// The provider is the application's and may throw anything, an `Error` or an interrupt, too.
  @SuppressWarnings("NullAway") // as it may give `null`, whatever its type says
  private void ask(CompletableFuture<String> answer) {
    try {
      String token = provider.token();
      if (token == null) {
        throw new IllegalStateException("the provider gave null");
      }
      answer.complete(token);
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  private synchronized void settle(@Nullable String token) {
    asking = null;
    if (token != null) {
      Duration life = life(token);
      held = new Held(token, System.nanoTime() + use(life).toNanos());
    }
  }

  /// What the server says of how long a token will be good.
  synchronized void lasts(String token, Duration remaining) {
    if (held != null && held.token().equals(token)) {
      held = new Held(token, System.nanoTime() + use(remaining).toNanos());
    }
  }

  /// The server refused it: whatever it says of itself, it is not to be used again.
  synchronized void forget(String token) {
    if (held != null && held.token().equals(token)) {
      held = null;
    }
  }

  /// For how long a token is used that is good for that long: a fifth less, a minute less at most,
  /// and a second at least, so that no answer of a provider makes a loop. Without an end, which is
  /// `null`, until it is refused.
  static Duration use(@Nullable Duration remaining) {
    if (remaining == null) {
      return MOST_USE;
    }
    Duration fifth = remaining.dividedBy(5);
    Duration margin = fifth.compareTo(MOST_MARGIN) < 0 ? fifth : MOST_MARGIN;
    Duration use = remaining.minus(margin);
    return use.compareTo(LEAST_USE) < 0 ? LEAST_USE : use;
  }

  /// From its issue to its end; `null` where the token does not tell.
  static @Nullable Duration life(String token) {
    try {
      String[] parts = token.split("\\.", -1);
      JsonNode claims = Json.mapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
      JsonNode exp = claims.path("exp");
      JsonNode iat = claims.path("iat");
      return exp.isNumber() && iat.isNumber() ? seconds(exp.asDouble() - iat.asDouble()) : null;
    } catch (JacksonException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return null;
    }
  }

  /// Within bounds, whatever somebody says.
  static Duration seconds(double seconds) {
    return Duration.ofMillis((long) Math.clamp(seconds * 1_000, 0, (double) MOST_USE.toMillis()));
  }
}
