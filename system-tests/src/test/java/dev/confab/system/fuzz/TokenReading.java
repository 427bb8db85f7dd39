package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What a token says, read as simply as it can be, after `docs/protocol.md`.
final class TokenReading {
  private TokenReading() {}

  /// Whether somebody may come in with it, if it is well signed.
  static boolean isSound(String token) {
    try {
      String[] parts = token.split("\\.", -1);
      JsonNode header = part(parts[0]);
      JsonNode claims = part(parts[1]);
      JsonNode audience = claims.path("aud");
      return parts.length == 3
          && header.path("alg").asString("").equals("RS256")
          && isForAccess(header.path("typ"))
          && !header.has("crit")
          && claims.path("iss").asString("").equals("confab-development")
          && (audience.asString("").equals("confab")
              || audience.valueStream().anyMatch(one -> one.asString("").equals("confab")))
          && claims.path("sub").asString("").matches("[A-Za-z0-9_-]{1,64}")
          && claims.path("exp").asLong(0) > Instant.now().getEpochSecond() - 60
          && Stream.of("exp", "iat", "nbf").noneMatch(time -> isFar(claims.path(time)))
          && !claims.has("cnf");
    } catch (JacksonException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isForAccess(JsonNode type) {
    String name = type.isString() ? type.stringValue() : type.toString();
    return type.isMissingNode()
        || type.isNull()
        || name.matches("(?i)|(application/)?(jwt|at\\+jwt)");
  }

  /// More than ten years away: milliseconds, for one.
  private static boolean isFar(JsonNode time) {
    return time.asDouble(0) > Instant.now().plus(Duration.ofDays(3_651)).getEpochSecond();
  }

  private static JsonNode part(String base64) {
    return FrameJudge.JSON.readTree(new String(Base64.getUrlDecoder().decode(base64), UTF_8));
  }
}
