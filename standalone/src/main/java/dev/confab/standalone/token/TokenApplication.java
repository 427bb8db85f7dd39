package dev.confab.standalone.token;

import dev.confab.web.problem.ProblemAdvice;
import dev.confab.web.problem.ProblemErrorController;
import dev.confab.web.security.SecurityConfiguration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Import;

/// The development issuer as a process of its own, which needs neither Kafka nor PostgreSQL. It
/// serves loopback only.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@Import({
  TokenConfiguration.class,
  SecurityConfiguration.class,
  ProblemAdvice.class,
  ProblemErrorController.class
})
public class TokenApplication {
  public static final String ISSUER = "confab-development";
  public static final String KEYS = "/.well-known/jwks.json";

  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "spring.application.name", "tokens",
          "server.address", "127.0.0.1",
          "server.port", "8084",
          "confab.standalone.issuer.keys", "data/keys",
          "confab.web.issuer", ISSUER,
          "confab.web.open-paths", "/dev/tokens," + KEYS,
          "confab.web.hosts", "localhost",
          "management.endpoint.health.probes.enabled", "true");

  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(TokenApplication.class);
    application.setDefaultProperties(DEFAULTS);
    application.run(arguments);
  }
}
