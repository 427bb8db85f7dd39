package dev.confab.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class RememberedTokensTest {
  private final AtomicInteger decoded = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final RememberedTokens tokens =
      new RememberedTokens(this::decode, jwt -> ended.get() ? refused() : passed());

  @Test
  void verifiesATokenOnce() {
    Jwt first = tokens.decode("alice");

    assertThat(tokens.decode("alice")).isSameAs(first);
    assertThat(decoded).hasValue(1);
  }

  @Test
  void takesNoOtherTokenForIt() {
    tokens.decode("alice");

    assertThat(tokens.decode("bob").getSubject()).isEqualTo("bob");
    assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> tokens.decode("bad"));
  }

  @Test
  void judgesWhatItSaysEachTime() {
    tokens.decode("alice");
    ended.set(true);

    assertThatExceptionOfType(JwtValidationException.class)
        .isThrownBy(() -> tokens.decode("alice"));
  }

  @Test
  void remembersNoRefusal() {
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> tokens.decode("bad"));
    }

    assertThat(decoded).hasValue(2);
  }

  private Jwt decode(String token) {
    decoded.incrementAndGet();
    if (token.equals("bad")) {
      throw new BadJwtException("planted");
    }
    return Jwt.withTokenValue(token)
        .header("alg", "RS256")
        .subject(token)
        .expiresAt(Instant.MAX)
        .build();
  }

  private static OAuth2TokenValidatorResult passed() {
    return OAuth2TokenValidatorResult.success();
  }

  private static OAuth2TokenValidatorResult refused() {
    return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"));
  }
}
