package dev.confab.history;

import dev.confab.history.archive.ArchiveConfiguration;
import dev.confab.history.rest.TraceController;
import dev.confab.history.timeline.TimelineConfiguration;
import dev.confab.history.timeline.TimelineSettings;
import dev.confab.history.trace.TraceConfiguration;
import dev.confab.web.WebConfiguration;
import dev.confab.web.kafka.KafkaConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// Everything that the history service is made of.
@Configuration(proxyBeanMethods = false)
@Import({
  WebConfiguration.class,
  TimelineConfiguration.class,
  ArchiveConfiguration.class,
  TraceConfiguration.class,
  ReadConfiguration.class,
  TraceController.class
})
public class HistoryConfiguration {
  @Bean
  TimelineSettings timelineSettings(HistoryProperties properties, KafkaConnection connection) {
    return properties.timeline(connection);
  }
}
