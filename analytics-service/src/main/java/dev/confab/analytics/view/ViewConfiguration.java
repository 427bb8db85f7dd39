package dev.confab.analytics.view;

import dev.confab.streams.EventLog;
import dev.confab.web.kafka.KafkaConnection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The beans of the view; it needs {@link ViewSettings}.
@Configuration(proxyBeanMethods = false)
public class ViewConfiguration {
  /// Takes the log, so that the topics exist.
  @Bean
  View analyticsView(EventLog analyticsLog, KafkaConnection connection) {
    return new View(analyticsLog.epoch(), connection.partitions());
  }

  @Bean
  RowReader analyticsRows(
      View analyticsView,
      EventLog analyticsLog,
      ViewSettings settings,
      KafkaConnection connection,
      MeterRegistry registry) {
    return new RowReader(
        connection.client(Map.of()),
        analyticsLog,
        settings.retention(),
        analyticsView,
        InstantSource.system(),
        topic -> unreadable(registry, topic).increment());
  }

  @Bean
  Freshness analyticsFreshness(RowReader analyticsRows) {
    return analyticsRows.freshness();
  }

  @Bean
  Current analyticsCurrent(
      View analyticsView, Freshness analyticsFreshness, ViewSettings settings) {
    return new Current(analyticsView, analyticsFreshness, settings, InstantSource.system());
  }

  @Bean
  MeterBinder analyticsMetrics(Freshness analyticsFreshness) {
    return registry ->
        Gauge.builder("confab.analytics.lag", analyticsFreshness, Freshness::lag)
            .description(
                "Records of chat.events that no instance has counted, or that are not read")
            .baseUnit("records")
            .register(registry);
  }

  private static Counter unreadable(MeterRegistry registry, String topic) {
    return Counter.builder("confab.analytics.unreadable.rows")
        .description("Rows that this instance could not read")
        .tag("topic", topic)
        .register(registry);
  }
}
