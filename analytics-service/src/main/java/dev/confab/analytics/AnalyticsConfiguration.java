package dev.confab.analytics;

import dev.confab.analytics.count.CountConfiguration;
import dev.confab.analytics.count.CountSettings;
import dev.confab.analytics.count.ThreadFailures;
import dev.confab.analytics.rest.AnalyticsController;
import dev.confab.analytics.view.AnalyticsHealth;
import dev.confab.analytics.view.Freshness;
import dev.confab.analytics.view.ViewConfiguration;
import dev.confab.analytics.view.ViewSettings;
import dev.confab.web.WebConfiguration;
import dev.confab.web.kafka.KafkaConnection;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Everything that the analytics service is made of.
@Configuration(proxyBeanMethods = false)
@Import({
  WebConfiguration.class,
  CountConfiguration.class,
  ViewConfiguration.class,
  AnalyticsController.class
})
@EnableConfigurationProperties(AnalyticsProperties.class)
public class AnalyticsConfiguration {
  @Bean
  CountSettings analyticsCountSettings(AnalyticsProperties properties, KafkaConnection connection) {
    return properties.counting(connection);
  }

  @Bean
  ViewSettings analyticsViewSettings(AnalyticsProperties properties) {
    return properties.view();
  }

  /// The health contributor is named `analytics`.
  @Bean
  HealthIndicator analyticsHealthIndicator(
      KafkaStreams analyticsKafkaStreams,
      Freshness analyticsFreshness,
      ThreadFailures analyticsFailures) {
    return new AnalyticsHealth(analyticsKafkaStreams, analyticsFreshness, analyticsFailures::fault);
  }
}
