package dev.confab.standalone.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.confab.web.security.OriginRule;
import dev.confab.web.security.WebProperties;
import java.io.IOException;
import java.time.Clock;
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
      RSAKey issuerKey, IssuerProperties properties, WebProperties web, OriginRule origins) {
    var issuer = new TokenIssuer(issuerKey, web.issuer(), web.audience(), Clock.systemUTC());
    return new TokenController(issuer, new LocalCallers(origins), issuerKey, properties.lifetime());
  }
}
