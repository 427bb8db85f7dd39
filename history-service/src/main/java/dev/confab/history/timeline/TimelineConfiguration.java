package dev.confab.history.timeline;

import dev.confab.streams.EventLog;
import dev.confab.streams.KafkaEventLog;
import dev.confab.streams.RocksMemory;
import dev.confab.web.kafka.DeadLetterCount;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import dev.confab.web.kafka.LogLag;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.Stores;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The timeline's beans; it needs {@link TimelineSettings}.
@Configuration(proxyBeanMethods = false)
public class TimelineConfiguration {
  @Bean
  Progress timelineProgress() {
    return new Progress();
  }

  @Bean
  ThreadFailures timelineFailures() {
    return new ThreadFailures();
  }

  /// Closed by the lifecycle, behind the stores that use it.
  @Bean(destroyMethod = "")
  RocksMemory timelineMemory(TimelineSettings settings) {
    return new RocksMemory(settings.memoryBytes());
  }

  @Bean
  EventLog timelineLog(LogEpoch epoch, Admin kafkaAdmin, KafkaConnection connection) {
    return new KafkaEventLog(
        epoch, kafkaAdmin, connection.partitions(), connection.client(Map.of()));
  }

  @Bean(destroyMethod = "")
  KafkaStreams timelineKafkaStreams(
      TimelineSettings settings,
      KafkaConnection connection,
      EventLog timelineLog,
      Progress progress,
      RocksMemory timelineMemory,
      ThreadFailures timelineFailures) {
    var topology =
        TimelineTopology.build(
            Stores.persistentKeyValueStore(TimelineProcessor.STORE),
            timelineLog,
            progress,
            settings.window());
    var streams =
        new KafkaStreams(topology, connection.client(StreamsSettings.of(settings, timelineMemory)));
    streams.setUncaughtExceptionHandler(timelineFailures);
    return streams;
  }

  @Bean(destroyMethod = "")
  TimelineStreams timelineStreams(
      KafkaStreams timelineKafkaStreams,
      TimelineSettings settings,
      Progress progress,
      StreamsLag timelineLag) {
    return new TimelineStreams(timelineKafkaStreams, settings, progress, timelineLag);
  }

  @Bean
  TimelineLifecycle timelineLifecycle(
      KafkaStreams timelineKafkaStreams, TimelineStreams timeline, RocksMemory timelineMemory) {
    return new TimelineLifecycle(timelineKafkaStreams, timeline, timelineMemory);
  }

  /// The health contributor is named `timeline`.
  @Bean
  HealthIndicator timelineHealthIndicator(
      KafkaStreams timelineKafkaStreams,
      StreamsLag timelineLag,
      Progress progress,
      ThreadFailures timelineFailures) {
    return new TimelineHealth(timelineKafkaStreams, timelineLag, progress, timelineFailures);
  }

  @Bean
  StreamsLag timelineLag(KafkaStreams timelineKafkaStreams, Progress progress) {
    return new StreamsLag(timelineKafkaStreams, progress);
  }

  @Bean
  MeterBinder timelineMetrics(StreamsLag timelineLag, Progress progress) {
    return registry -> {
      LogLag.bind(registry, "confab.timeline.lag", timelineLag::measure);
      DeadLetterCount.bind(registry, "timeline", progress, Progress::deadLetters);
    };
  }
}
