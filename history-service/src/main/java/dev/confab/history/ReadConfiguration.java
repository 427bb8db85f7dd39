package dev.confab.history;

import dev.confab.history.archive.Archive;
import dev.confab.history.page.EventPages;
import dev.confab.history.page.MessagePages;
import dev.confab.history.page.Patience;
import dev.confab.history.page.SessionFinder;
import dev.confab.history.page.SessionPages;
import dev.confab.history.rest.Answers;
import dev.confab.history.rest.HistoryController;
import dev.confab.history.rest.OwnerInterceptor;
import dev.confab.history.rest.Peers;
import dev.confab.history.rest.ReadAdmission;
import dev.confab.history.rest.ReadProblems;
import dev.confab.history.rest.SessionLists;
import dev.confab.history.rest.SessionReads;
import dev.confab.history.rest.Waiting;
import dev.confab.history.timeline.Owners;
import dev.confab.history.timeline.Timeline;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import dev.confab.web.limit.Memory;
import dev.confab.web.limit.UserBudget;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// How reads are answered: beans over a timeline, an archive and the instances that hold what.
@Configuration(proxyBeanMethods = false)
@Import({HistoryController.class, ReadProblems.class})
@EnableConfigurationProperties(HistoryProperties.class)
public class ReadConfiguration {
  @Bean
  SessionFinder sessionFinder(Timeline timeline, Archive archive, LogEpoch epoch) {
    return new SessionFinder(timeline, archive, epoch.value());
  }

  @Bean
  Patience patience(Timeline timeline, HistoryProperties properties) {
    return new Patience(timeline, properties.minSeqWait());
  }

  @Bean
  Waiting historyWaiting(HistoryProperties properties, MeterRegistry registry) {
    return new Waiting(properties.waitingOfUser(), properties.waiting(), registry);
  }

  @Bean
  MessagePages messagePages(Archive archive) {
    return new MessagePages(archive);
  }

  @Bean
  EventPages eventPages(Archive archive) {
    return new EventPages(archive);
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
  SessionLists sessionLists(SessionPages pages, Owners owners, Peers peers, LogEpoch epoch) {
    return new SessionLists(pages, owners, peers, epoch.value());
  }

  @Bean
  SessionReads sessionReads(SessionFinder sessions, Patience patience, Waiting waiting) {
    return new SessionReads(sessions, patience, waiting);
  }

  @Bean
  Answers historyAnswers(UserBudget users) {
    return new Answers(users);
  }

  @Bean
  ReadAdmission readAdmission(UserBudget users, Memory memory, HistoryProperties properties) {
    return new ReadAdmission(users, memory.of(Memory.Kind.PAGES), properties.pageBytes().toBytes());
  }

  @Bean
  OwnerInterceptor ownerInterceptor(
      Owners owners, Peers peers, Waiting waiting, Answers historyAnswers) {
    return new OwnerInterceptor(owners, peers, waiting, historyAnswers);
  }

  @Bean
  WebMvcConfigurer historyReads(ReadAdmission admission, OwnerInterceptor forwarding) {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(admission);
      }

      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(admission).addPathPatterns("/chat/**", "/ops/**");
        interceptors.addInterceptor(forwarding).addPathPatterns("/chat/**", "/ops/**");
      }
    };
  }
}
