package dev.confab.history.trace;

import dev.confab.history.archive.Archive;
import dev.confab.history.page.EventPages;
import dev.confab.history.page.SessionFinder;
import dev.confab.history.timeline.Progress;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
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
    // A consumer that closes waits for the fetch that is under way at the end of the log.
    LogSearch search =
        new LogSearch(kafka.client(Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20)));
    return new MessageTraces(
        sessions, events, archive, progress, search, kafka.partitions(), epoch.value());
  }
}
