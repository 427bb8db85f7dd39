package dev.confab.standalone.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.confab.web.security.OriginRule;
import dev.confab.web.security.WebProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The issuer's beans. Its key is believed in-process, without a fetch. There are none where the
/// tokens of somebody else are believed, whose keys are published elsewhere.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IssuerProperties.class)
@ConditionalOnExpression("'${confab.web.jwk-set-uri:}'.isEmpty()")
public class TokenConfiguration {
  @Bean
  RSAKey issuerKey(IssuerProperties properties) throws IOException {
    return SigningKey.in(properties.keys());
  }

  @Bean
  JWKSource<SecurityContext> issuerKeys(RSAKey issuerKey) {
    return new ImmutableJWKSet<>(new JWKSet(issuerKey));
  }

  @Bean
  TokenController tokenController(
      RSAKey issuerKey, IssuerProperties properties, WebProperties web, OriginRule origins)
      throws IOException {
    var issuer = new TokenIssuer(issuerKey, web.issuer(), web.audience(), Clock.systemUTC());
    return new TokenController(
        issuer, local(properties, origins), issuerKey, properties.lifetime());
  }

  private static LocalCallers local(IssuerProperties properties, OriginRule origins)
      throws IOException {
    Optional<InetAddress> host =
        properties.gateway() ? HostGateway.in(HostGateway.ROUTES) : Optional.empty();
    return new LocalCallers(origins, host.map(Set::of).orElse(Set.of()));
  }
}
