package dev.confab.message;

import dev.confab.message.archive.ArchiveConfiguration;
import dev.confab.message.archive.ArchivedMessages;
import dev.confab.message.domain.ArchiveQuestion;
import dev.confab.message.domain.Lookup;
import dev.confab.message.domain.Quota;
import dev.confab.message.shard.ShardConfiguration;
import dev.confab.web.WebConfiguration;
import java.util.function.Function;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The message-service: shards that decide, and the archiver.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QuotaProperties.class)
@Import({WebConfiguration.class, ShardConfiguration.class, ArchiveConfiguration.class})
public class MessageConfiguration {
  @Bean
  Quota quota(QuotaProperties properties) {
    return properties.toQuota();
  }

  @Bean
  Function<ArchiveQuestion, Lookup> forgottenMessages(ArchivedMessages archive) {
    return question -> archive.find(question.message(), question.neededSeq());
  }
}
