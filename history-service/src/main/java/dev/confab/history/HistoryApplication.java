package dev.confab.history;

import dev.confab.web.kafka.KafkaRole;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// Starts the history service alone.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(HistoryConfiguration.class)
public class HistoryApplication {
  /// The bounds of the histogram of reads, which the dashboards take percentiles of.
  private static final String READS = "1ms,2ms,5ms,10ms,20ms,50ms,100ms,250ms,500ms,1s,2500ms,5s";

  /// What it is unless configured otherwise. Recent reads need no PostgreSQL, so readiness does
  /// without it.
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "spring.application.name", "history-service",
          "server.port", "8083",
          "management.metrics.tags.application", "history",
          "management.metrics.distribution.slo.http.server.requests", READS,
          "management.endpoint.health.probes.enabled", "true",
          "management.endpoint.health.group.readiness.include", "readinessState,timeline",
          "management.endpoints.web.exposure.include", "health,info,metrics,prometheus");

  @Bean
  KafkaRole kafkaRole() {
    return new KafkaRole("history");
  }

  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(HistoryApplication.class);
    application.setDefaultProperties(DEFAULTS);
    application.run(arguments);
  }
}
