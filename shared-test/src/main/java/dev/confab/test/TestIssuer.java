package dev.confab.test;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// Signs good tokens with a key of its own. Thread-safe.
public final class TestIssuer {
  public static final String NAME = "https://issuer.test";

  private static final String AUDIENCE = "confab";
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final RSAKey key = key();

  /// What services check its tokens with.
  public JWKSet keys() {
    return new JWKSet(key.toPublicJWK());
  }

  public String token(String user) {
    return token(user, LIFE, "");
  }

  /// @param scope scopes with spaces between them
  public String token(String user, Duration life, String scope) {
    try {
      var claims =
          new JWTClaimsSet.Builder()
              .issuer(NAME)
              .audience(AUDIENCE)
              .subject(user)
              .claim("scope", scope)
              .expirationTime(Date.from(Instant.now().plus(life)))
              .build();
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
