package dev.confab.analytics.count;

import dev.confab.schema.analytics.AnalyticsTopics;
import dev.confab.schema.topic.TopicProvisioner;
import dev.confab.streams.EventLog;
import dev.confab.streams.KafkaEventLog;
import dev.confab.streams.RocksMemory;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.Stores;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The beans of counting; it needs {@link CountSettings}.
@Configuration(proxyBeanMethods = false)
public class CountConfiguration {
  @Bean
  ThreadFailures analyticsFailures() {
    return new ThreadFailures();
  }

  /// Closed by the lifecycle, behind the stores that use it.
  @Bean(destroyMethod = "")
  RocksMemory analyticsMemory(CountSettings settings) {
    return new RocksMemory(settings.memoryBytes());
  }

  /// Analytics' own topics exist once this bean does.
  @Bean
  EventLog analyticsLog(
      LogEpoch epoch, Admin kafkaAdmin, KafkaConnection connection, CountSettings settings) {
    new TopicProvisioner(kafkaAdmin, connection.partitions(), connection.replicas())
        .provision(AnalyticsTopics.keeping(settings.retention()));
    return new KafkaEventLog(
        epoch, kafkaAdmin, connection.partitions(), connection.client(Map.of()));
  }

  @Bean(destroyMethod = "")
  KafkaStreams analyticsKafkaStreams(
      CountSettings settings,
      KafkaConnection connection,
      EventLog analyticsLog,
      RocksMemory analyticsMemory,
      ThreadFailures analyticsFailures,
      MeterRegistry registry) {
    var topology =
        CountTopology.build(
            Stores::persistentKeyValueStore,
            analyticsLog,
            settings,
            deadLetters(registry)::increment);
    var streams =
        new KafkaStreams(
            topology, connection.client(StreamsSettings.of(settings, analyticsMemory)));
    streams.setUncaughtExceptionHandler(analyticsFailures);
    return streams;
  }

  @Bean
  CountLifecycle analyticsLifecycle(
      KafkaStreams analyticsKafkaStreams, RocksMemory analyticsMemory) {
    return new CountLifecycle(analyticsKafkaStreams, analyticsMemory);
  }

  private static Counter deadLetters(MeterRegistry registry) {
    return Counter.builder("confab.dead.letters")
        .description("Records that could not be read and went to chat.dead-letters")
        .tag("reader", "analytics")
        .register(registry);
  }
}
