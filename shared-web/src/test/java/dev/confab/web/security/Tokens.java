package dev.confab.web.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

/// An issuer for tests, with one key that is published and one that is not.
public final class Tokens {
  public static final String ISSUER = "https://issuer.test";
  public static final String AUDIENCE = "confab";

  private final RSAKey key = generate();
  private final RSAKey foreignKey = generate();

  public JWKSource<SecurityContext> keys() {
    return new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK()));
  }

  JWK publicKey() {
    return key.toPublicJWK();
  }

  public String of(String user) {
    return with(claims -> claims.subject(user));
  }

  /// A good token for `alice`, changed.
  public String with(Consumer<JWTClaimsSet.Builder> change) {
    return signed(claims(change), key);
  }

  public String withForeignKey() {
    return signed(
        claims(claims -> {}), new RSAKey.Builder(foreignKey).keyID(key.getKeyID()).build());
  }

  /// Signed with a key that is published nowhere, and says so: with an id that nobody knows.
  public String withUnknownKey() {
    return signed(
        claims(claims -> {}),
        new RSAKey.Builder(foreignKey).keyID(UUID.randomUUID().toString()).build());
  }

  public String ofType(String type) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID(key.getKeyID())
            .type(new JOSEObjectType(type))
            .build();
    return signed(claims(claims -> {}), key, header);
  }

  /// One that demands that what the list names be understood; it can be a list that is none.
  String demanding(String list) {
    String header =
        "{\"alg\":\"RS256\",\"kid\":\"%s\",\"crit\":%s}".formatted(key.getKeyID(), list);
    return signed(header, claims(claims -> {}).toString());
  }

  /// With that claim, which can be a number that no time has.
  String saying(String claim, String value) {
    String header = "{\"alg\":\"RS256\",\"kid\":\"%s\"}".formatted(key.getKeyID());
    String claims = claims(builder -> {}).toString();
    return signed(header, "{\"%s\":%s,".formatted(claim, value) + claims.substring(1));
  }

  private String signed(String header, String claims) {
    String content = Base64URL.encode(header) + "." + Base64URL.encode(claims);
    try {
      var signature =
          new RSASSASigner(key)
              .sign(new JWSHeader(JWSAlgorithm.RS256), content.getBytes(StandardCharsets.UTF_8));
      return content + "." + signature;
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String withoutSignature() {
    return new PlainJWT(claims(claims -> {})).serialize();
  }

  /// The public key, known to all, used as the secret of a symmetric signature.
  public String withPublicKeyAsSecret() {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build();
      SignedJWT token = new SignedJWT(header, claims(claims -> {}));
      token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject("alice")
            .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    change.accept(claims);
    return claims.build();
  }

  private static String signed(JWTClaimsSet claims, RSAKey key) {
    return signed(
        claims, key, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build());
  }

  private static String signed(JWTClaimsSet claims, RSAKey key, JWSHeader header) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey generate() {
    try {
      return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
