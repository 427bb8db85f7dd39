package dev.confab.history.trace;

import dev.confab.history.archive.Archive;
import dev.confab.history.page.EventPages;
import dev.confab.history.page.SessionFinder;
import dev.confab.history.timeline.Progress;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The beans that find a message's way.
@Configuration(proxyBeanMethods = false)
public class TraceConfiguration {
  @Bean
  MessageTraces messageTraces(
      SessionFinder sessions,
      EventPages events,
      Archive archive,
      Progress progress,
      KafkaConnection kafka,
      LogEpoch epoch) {
    LogSearch search = new LogSearch(kafka.client(Map.of()));
    return new MessageTraces(
        sessions, events, archive, progress, search, kafka.partitions(), epoch.value());
  }
}
