package dev.confab.gateway;

import dev.confab.web.kafka.KafkaRole;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// A gateway as a process of its own.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(GatewayConfiguration.class)
public class GatewayApplication {
  /// What a gateway is unless configured otherwise. Not in a file, so that files of several
  /// services can't shadow each other where they share a process.
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "spring.application.name", "gateway-service",
          "server.port", "8081",
          "server.shutdown", "graceful",
          "confab.gateway.drain", "5s",
          "management.metrics.tags.application", "gateway",
          "management.endpoint.health.probes.enabled", "true",
          "management.endpoint.health.group.readiness.include", "readinessState,gateway",
          "management.endpoints.web.exposure.include", "health,info,metrics,prometheus");

  @Bean
  KafkaRole kafkaRole() {
    return new KafkaRole("gateway");
  }

  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(GatewayApplication.class);
    application.setDefaultProperties(DEFAULTS);
    application.run(args);
  }
}
