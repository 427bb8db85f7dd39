package dev.confab.history;

import dev.confab.history.archive.Archive;
import dev.confab.history.archive.ArchiveConfiguration;
import dev.confab.history.page.EventPages;
import dev.confab.history.page.MessagePages;
import dev.confab.history.page.Patience;
import dev.confab.history.page.SessionFinder;
import dev.confab.history.page.SessionPages;
import dev.confab.history.rest.HistoryController;
import dev.confab.history.rest.OwnerInterceptor;
import dev.confab.history.rest.Peers;
import dev.confab.history.rest.ReadProblems;
import dev.confab.history.rest.SessionLists;
import dev.confab.history.rest.TraceController;
import dev.confab.history.rest.Waiting;
import dev.confab.history.timeline.Owners;
import dev.confab.history.timeline.Timeline;
import dev.confab.history.timeline.TimelineConfiguration;
import dev.confab.history.timeline.TimelineSettings;
import dev.confab.history.trace.TraceConfiguration;
import dev.confab.web.WebConfiguration;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Everything that the history service is made of.
@Configuration(proxyBeanMethods = false)
@Import({
  WebConfiguration.class,
  TimelineConfiguration.class,
  ArchiveConfiguration.class,
  TraceConfiguration.class,
  HistoryController.class,
  TraceController.class,
  ReadProblems.class
})
@EnableConfigurationProperties(HistoryProperties.class)
public class HistoryConfiguration {
  @Bean
  TimelineSettings timelineSettings(HistoryProperties properties, KafkaConnection connection) {
    return properties.timeline(connection);
  }

  @Bean
  SessionFinder sessionFinder(Timeline timeline, Archive archive, LogEpoch epoch) {
    return new SessionFinder(timeline, archive, epoch.value());
  }

  @Bean
  Patience patience(Timeline timeline, HistoryProperties properties) {
    return new Patience(timeline, properties.minSeqWait());
  }

  @Bean
  Waiting historyWaiting(HistoryProperties properties) {
    return new Waiting(properties.waitingOfUser(), properties.waiting());
  }

  @Bean
  MessagePages messagePages(Archive archive, HistoryProperties properties) {
    return new MessagePages(archive, properties.pageBytes().toBytes());
  }

  @Bean
  EventPages eventPages(Archive archive, HistoryProperties properties) {
    return new EventPages(archive, properties.pageBytes().toBytes());
  }

  @Bean
  SessionPages sessionPages(
      Timeline timeline,
      Archive archive,
      SessionFinder finder,
      MessagePages messages,
      KafkaConnection connection) {
    return new SessionPages(timeline, archive, finder, messages, connection.partitions());
  }

  @Bean
  Peers historyPeers(HistoryProperties properties) {
    return new Peers(properties.peerTimeout());
  }

  @Bean
  SessionLists sessionLists(SessionPages pages, Owners owners, Peers peers) {
    return new SessionLists(pages, owners, peers);
  }

  @Bean
  WebMvcConfigurer historyForwarding(Owners owners, Peers peers, Waiting waiting) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors
            .addInterceptor(new OwnerInterceptor(owners, peers, waiting))
            .addPathPatterns("/chat/**", "/ops/**");
      }
    };
  }
}
