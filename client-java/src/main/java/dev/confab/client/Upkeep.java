package dev.confab.client;

import dev.confab.schema.id.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Keeps one open line: lets the user in, renews the token in band in time, and looks whether the
/// other side lives. All times are those of a clock that does not jump. For one thread; blocks.
final class Upkeep {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT = Duration.ofSeconds(25);

  /// How often it looks. A look that comes so much too late says that the process was asleep.
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Duration ASLEEP = Duration.ofSeconds(3);
  private static final Duration ANSWER_AFTER_SLEEP = Duration.ofSeconds(5);

  /// Between two attempts to renew, so that no answer of a provider makes a loop.
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

  private final Line line;
  private final Tokens tokens;
  private final Backoff renewalBackoff = Backoff.ofLine();
  private String token;

  /// Of `System.nanoTime`.
  private long renewal;

  Upkeep(Line line, Tokens tokens, String token) {
    this.line = line;
    this.tokens = tokens;
    this.token = token;
  }

  /// The last one that the server was told.
  String token() {
    return token;
  }

  /// Lets the user in. Throws `ConfabException`.
  UserId authenticate() throws InterruptedException {
    JsonNode answer = line.ask("authenticate", Map.of("token", token), ANSWER);
    Duration remaining = remaining(answer.path("expiresIn"));
    if (remaining != null) {
      tokens.lasts(token, remaining);
    }
    renewal = System.nanoTime() + Tokens.use(remaining).toNanos();
    return new UserId(answer.path("userId").asString(""));
  }

  private @Nullable Duration remaining(JsonNode expiresIn) {
    return expiresIn.isNumber() ? Tokens.seconds(expiresIn.asDouble()) : Tokens.life(token);
  }

  /// Until the line ends; the code with which it did.
  int follow() throws InterruptedException {
    while (true) {
      long began = System.nanoTime();
      long wait = Math.clamp(renewal - began, 0, LOOK.toNanos());
      try {
        return line.ended().get(wait, TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        return Line.BROKEN;
      } catch (TimeoutException e) {
        boolean slept = System.nanoTime() - began - wait > ASLEEP.toNanos();
        if (slept || System.nanoTime() - line.heardAt() >= HEARTBEAT.toNanos()) {
          ping(slept ? ANSWER_AFTER_SLEEP : ANSWER);
        }
        if (System.nanoTime() - renewal >= 0) {
          renew();
        }
      }
    }
  }

  private void ping(Duration patience) throws InterruptedException {
    try {
      line.ask("ping", Map.of(), patience);
    } catch (ConfabException e) {
      line.cut();
    }
  }

  /// Until the old token expires there is time to try again; then the server closes with 4401.
  private void renew() throws InterruptedException {
    try {
      token = tokens.fresh();
      authenticate();
      renewalBackoff.reset();
    } catch (ConfabException e) {
      Duration pause = renewalBackoff.next();
      renewal =
          System.nanoTime() + (pause.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : pause).toNanos();
    }
  }
}
