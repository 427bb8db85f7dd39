package dev.confab.web.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;

/// The configuration that tests use where there is no Spring context.
final class Configured {
  private Configured() {}

  static WebProperties properties() {
    return new WebProperties(
        null,
        Tokens.ISSUER,
        Tokens.AUDIENCE,
        List.of("RS256"),
        Duration.ofSeconds(5),
        List.of(),
        List.of(),
        List.of());
  }

  record Keys(JWKSource<SecurityContext> source)
      implements ObjectProvider<JWKSource<SecurityContext>> {
    @Override
    public JWKSource<SecurityContext> getObject() {
      return source;
    }

    @Override
    public JWKSource<SecurityContext> getIfAvailable() {
      return source;
    }
  }
}
