package dev.confab.client;

import dev.confab.schema.codec.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The token in use, kept until it is about to expire. Thread-safe; asking blocks.
final class Tokens {
  private static final Duration TOO_SHORT = Duration.ofSeconds(10);

  private final TokenProvider provider;
  private @Nullable String token;

  Tokens(TokenProvider provider) {
    this.provider = provider;
  }

  synchronized String current() throws Exception {
    String held = token;
    if (held != null && Instant.now().plus(TOO_SHORT).isBefore(expiry(held))) {
      return held;
    }
    return fresh();
  }

  synchronized String fresh() throws Exception {
    String newest = provider.token();
    token = newest;
    return newest;
  }

  /// The server refused it: whatever it says of itself, it is not to be used again.
  synchronized void forget() {
    token = null;
  }

  /// `Instant.MAX` where the token does not tell.
  static Instant expiry(String token) {
    try {
      String[] parts = token.split("\\.", -1);
      JsonNode exp = Json.mapper().readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
      return exp.isNumber() ? Instant.ofEpochSecond(exp.asLong()) : Instant.MAX;
    } catch (JacksonException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return Instant.MAX;
    }
  }
}
