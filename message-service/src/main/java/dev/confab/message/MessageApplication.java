package dev.confab.message;

import dev.confab.web.kafka.KafkaRole;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// Starts the message-service as a process of its own.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(MessageConfiguration.class)
public class MessageApplication {
  /// What it is unless configured otherwise. Chat needs no PostgreSQL, so readiness does without
  /// the archive; its health is a group of its own.
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "spring.application.name", "message-service",
          "server.port", "8082",
          "spring.datasource.hikari.initialization-fail-timeout", "-1",
          "spring.datasource.hikari.data-source-properties.logServerErrorDetail", "false",
          "management.metrics.tags.application", "message",
          "management.endpoint.health.probes.enabled", "true",
          "management.endpoint.health.group.readiness.include", "readinessState,shards",
          "management.endpoint.health.group.archiver.include", "archive",
          "management.endpoints.web.exposure.include", "health,info,metrics,prometheus");

  @Bean
  KafkaRole kafkaRole() {
    return new KafkaRole("message");
  }

  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(MessageApplication.class);
    application.setDefaultProperties(DEFAULTS);
    application.run(arguments);
  }
}
