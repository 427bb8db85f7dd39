package dev.confab.web.security;

import dev.confab.schema.id.Id;
import java.time.Clock;
import java.time.Instant;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/// What a well-signed token must still say: our issuer, our audience, an end that has not come, and
/// a subject that can be a user's id.
final class TokenRule implements OAuth2TokenValidator<Jwt> {
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
    if (!properties.issuer().equals(token.getClaimAsString("iss"))) {
      return refuse("the token is of another issuer");
    }
    if (token.getAudience() == null || !token.getAudience().contains(properties.audience())) {
      return refuse("the token is for another audience");
    }
    if (expiresAt == null || !now.isBefore(expiresAt)) {
      return refuse("the token has expired");
    }
    if (notBefore != null && now.plus(properties.clockSkew()).isBefore(notBefore)) {
      return refuse("the token is not valid yet");
    }
    if (!Id.isValid(token.getSubject())) {
      return refuse("the token's subject is no user id");
    }
    return OAuth2TokenValidatorResult.success();
  }

  private static OAuth2TokenValidatorResult refuse(String reason) {
    return OAuth2TokenValidatorResult.failure(
        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, reason, null));
  }
}
