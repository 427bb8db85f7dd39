package dev.confab.web.security;

import dev.confab.schema.id.Id;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/// What a well-signed token must still say: that it is for access and whoever brings it may use it,
/// our issuer, our audience, an end that has not come and will, and a subject that can be a user's
/// id.
final class TokenRule implements OAuth2TokenValidator<Jwt> {
  static final String FAR_AWAY = "the token has a time that is more than ten years away";

  /// RFC 9068 has the last; the others are not told from other tokens by their type.
  private static final Set<String> TYPES = Set.of("", "jwt", "at+jwt");

  /// No token is meant to last longer: it is an end in the wrong unit.
  private static final Duration FAR = Duration.ofDays(3_650);

  private final WebProperties properties;
  private final Clock clock;

  TokenRule(WebProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    Instant now = clock.instant();
    Instant expiresAt = token.getExpiresAt();
    Instant notBefore = token.getNotBefore();
    if (!TYPES.contains(typeOf(token))) {
      return refuse("the token is of a type that is not for access");
    }
    if (token.hasClaim("cnf")) {
      return refuse("the token is bound to a key, which is not supported");
    }
    if (!properties.issuer().equals(token.getClaimAsString("iss"))) {
      return refuse("the token is of another issuer");
    }
    if (token.getAudience() == null || !token.getAudience().contains(properties.audience())) {
      return refuse("the token is for another audience");
    }
    if (expiresAt == null || !now.isBefore(expiresAt)) {
      return refuse("the token has expired");
    }
    if (isFar(expiresAt, now) || isFar(token.getIssuedAt(), now) || isFar(notBefore, now)) {
      return refuse(FAR_AWAY);
    }
    if (notBefore != null && now.plus(properties.clockSkew()).isBefore(notBefore)) {
      return refuse("the token is not valid yet");
    }
    if (!Id.isValid(token.getSubject())) {
      return refuse("the token's subject is no user id");
    }
    return OAuth2TokenValidatorResult.success();
  }

  private static String typeOf(Jwt token) {
    String type = String.valueOf(token.getHeaders().getOrDefault("typ", ""));
    return type.toLowerCase(Locale.ROOT).replaceFirst("^application/", "");
  }

  private static boolean isFar(@Nullable Instant time, Instant now) {
    return time != null && time.isAfter(now.plus(FAR));
  }

  static OAuth2TokenValidatorResult refuse(String reason) {
    return OAuth2TokenValidatorResult.failure(
        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, reason, null));
  }
}
