package dev.confab.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/// Remembers for a minute that a token is well signed, since a client sends the same one with every
/// request and to parse and verify it costs more than most answers. What it says, such as its end,
/// is judged each time; a signing key that is withdrawn counts for a minute longer. Only accepted
/// tokens are remembered. Thread-safe.
final class RememberedTokens implements JwtDecoder {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// Characters of tokens. With what is parsed of it a token takes about four bytes for each.
  private static final long MOST = 4 << 20;

  private final JwtDecoder decoder;
  private final OAuth2TokenValidator<Jwt> rule;
  private final Cache<String, Jwt> accepted =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher((String token, Jwt jwt) -> token.length())
          .expireAfterWrite(MINUTE)
          .build();

  /// `decoder` applies `rule`, too.
  RememberedTokens(JwtDecoder decoder, OAuth2TokenValidator<Jwt> rule) {
    this.decoder = decoder;
    this.rule = rule;
  }

  @Override
  public Jwt decode(String token) {
    Jwt known = accepted.getIfPresent(token);
    if (known == null) {
      Jwt decoded = decoder.decode(token);
      accepted.put(token, decoded);
      return decoded;
    }
    OAuth2TokenValidatorResult result = rule.validate(known);
    if (result.hasErrors()) {
      accepted.invalidate(token);
      throw new JwtValidationException("The token is not valid.", result.getErrors());
    }
    return known;
  }
}
