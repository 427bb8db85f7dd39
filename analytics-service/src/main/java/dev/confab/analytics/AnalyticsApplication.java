package dev.confab.analytics;

import dev.confab.web.kafka.KafkaRole;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// Starts the analytics service alone.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(AnalyticsConfiguration.class)
public class AnalyticsApplication {
  /// What it is unless configured otherwise.
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "spring.application.name", "analytics-service",
          "server.port", "8084",
          "management.metrics.tags.application", "analytics",
          "management.endpoint.health.probes.enabled", "true",
          "management.endpoint.health.group.readiness.include", "readinessState,analytics",
          "management.endpoints.web.exposure.include", "health,info,metrics,prometheus");

  @Bean
  KafkaRole kafkaRole() {
    return new KafkaRole("analytics");
  }

  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(AnalyticsApplication.class);
    application.setDefaultProperties(DEFAULTS);
    application.run(arguments);
  }
}
