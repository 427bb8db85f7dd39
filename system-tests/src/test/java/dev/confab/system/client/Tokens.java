package dev.confab.system.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.confab.system.running.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// Tokens that nobody should believe, made by somebody who knows the issuer's key, and one that is
/// fine, to show that the others fail by their fault alone.
public final class Tokens {
  private final RSAKey key;
  private final String user;

  private Tokens(RSAKey key, String user) {
    this.key = key;
    this.user = user;
  }

  public static Tokens of(Running running, String user) {
    try {
      var file = running.data().resolve("keys").resolve("issuer.jwk");
      return new Tokens(RSAKey.parse(Files.readString(file)), user);
    } catch (IOException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The token that the name promises.
  public String token(String name) {
    return switch (name) {
      case "fine" -> signed(key, claims().build());
      case "garbage" -> "garbage";
      case "three garbage parts" -> "a.b.c";
      case "expired" -> signed(key, claims().expirationTime(in(Duration.ofSeconds(-1))).build());
      case "endless" -> signed(key, claims().expirationTime(null).build());
      case "not yet valid" -> signed(key, claims().notBeforeTime(in(Duration.ofHours(1))).build());
      case "another issuer" -> signed(key, claims().issuer("another").build());
      case "no issuer" -> signed(key, claims().issuer(null).build());
      case "another audience" -> signed(key, claims().audience("another").build());
      case "no audience" -> signed(key, claims().audience((String) null).build());
      case "no subject" -> signed(key, claims().subject(null).build());
      case "subject that is no id" -> signed(key, claims().subject("a b").build());
      case "another key" -> signed(anotherKey(), claims().build());
      case "alg none" -> new PlainJWT(claims().build()).serialize();
      case "HS256 with the public key" -> symmetric();
      case "changed claims" -> changed();
      case "no signature" -> withoutSignature();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("confab-development")
        .audience("confab")
        .subject(user)
        .claim("scope", "")
        .issueTime(in(Duration.ZERO))
        .expirationTime(in(Duration.ofHours(1)));
  }

  /// It has the issuer's key id.
  private RSAKey anotherKey() {
    try {
      return new RSAKeyGenerator(2048).keyID(key.getKeyID()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String symmetric() {
    try {
      byte[] known = key.toRSAPublicKey().getEncoded();
      return signed(JWSAlgorithm.HS256, new MACSigner(known), claims().build());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String changed() {
    String[] mine = signed(key, claims().build()).split("\\.", -1);
    String[] his = signed(key, claims().subject("somebody-else").build()).split("\\.", -1);
    return String.join(".", mine[0], his[1], mine[2]);
  }

  private String withoutSignature() {
    String token = signed(key, claims().build());
    return token.substring(0, token.lastIndexOf('.') + 1);
  }

  private String signed(RSAKey with, JWTClaimsSet claims) {
    try {
      return signed(JWSAlgorithm.RS256, new RSASSASigner(with), claims);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    var header = new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build();
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  private static Date in(Duration time) {
    return Date.from(Instant.now().plus(time));
  }
}
