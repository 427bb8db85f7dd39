package dev.confab.system.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;

/// Who signs tokens, as far as services see of him.
public final class Issuer implements AutoCloseable {
  public static final String NAME = "https://issuer.test";

  private final RSAKey key;
  private final HttpServer server;

  private Issuer(RSAKey key, HttpServer server) {
    this.key = key;
    this.server = server;
  }

  public static Issuer start() throws IOException {
    try {
      RSAKey key = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
      byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
          });
      server.start();
      return new Issuer(key, server);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String keys() {
    return "http://localhost:" + server.getAddress().getPort() + "/keys";
  }

  public String token(String user) {
    try {
      var claims =
          new JWTClaimsSet.Builder()
              .issuer(NAME)
              .audience("confab")
              .subject(user)
              .expirationTime(Date.from(Instant.now().plusSeconds(600)))
              .build();
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
