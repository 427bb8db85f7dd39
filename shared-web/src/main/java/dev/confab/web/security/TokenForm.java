package dev.confab.web.security;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/// What a well-signed token says as it was written, and no more once it is parsed: that something
/// must be understood (`crit`), be it nothing, and times so far away that they overflow. It does
/// not change, so that each token is looked at once.
final class TokenForm implements OAuth2TokenValidator<Jwt> {
  /// The end of the year 9999, in seconds.
  private static final double LAST = 253_402_300_799.0;

  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    String[] parts = token.getTokenValue().split("\\.", -1);
    try {
      if (read(parts[0]).containsKey("crit")) {
        return TokenRule.refuse("the token asks for what is not understood here");
      }
      Map<String, Object> claims = read(parts[1]);
      return Stream.of("exp", "iat", "nbf").anyMatch(time -> isOutside(claims.get(time)))
          ? TokenRule.refuse(TokenRule.FAR_AWAY)
          : OAuth2TokenValidatorResult.success();
    } catch (ParseException e) {
      return TokenRule.refuse("the token is malformed");
    }
  }

  private static Map<String, Object> read(String part) throws ParseException {
    return JSONObjectUtils.parse(new Base64URL(part).decodeToString());
  }

  private static boolean isOutside(@Nullable Object time) {
    return time instanceof Number number && Math.abs(number.doubleValue()) > LAST;
  }
}
