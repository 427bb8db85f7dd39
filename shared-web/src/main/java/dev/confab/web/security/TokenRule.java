package dev.confab.web.security;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.confab.schema.id.Id;
import java.text.ParseException;
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
      return refuse("the token has a time that is more than ten years away");
    }
    if (notBefore != null && now.plus(properties.clockSkew()).isBefore(notBefore)) {
      return refuse("the token is not valid yet");
    }
    if (demandsMore(token)) {
      return refuse("the token asks for what is not understood here");
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

  /// Whether its header names what must be understood. Looks at the header as it was written, since
  /// the parsed one leaves out a list that is empty, or none.
  private static boolean demandsMore(Jwt token) {
    String header = token.getTokenValue().split("\\.", 2)[0];
    try {
      return JSONObjectUtils.parse(new Base64URL(header).decodeToString()).containsKey("crit");
    } catch (ParseException e) {
      return true;
    }
  }

  private static boolean isFar(@Nullable Instant time, Instant now) {
    return time != null && time.isAfter(now.plus(FAR));
  }

  private static OAuth2TokenValidatorResult refuse(String reason) {
    return OAuth2TokenValidatorResult.failure(
        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, reason, null));
  }
}
