package dev.confab.web.kafka;

import dev.confab.schema.topic.TopicProvisioner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The Kafka beans that every service shares.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaConnection.class)
public class KafkaConfiguration {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Bean
  Admin kafkaAdmin(KafkaConnection connection) {
    return Admin.create(connection.client(Map.of()));
  }

  @Bean
  KafkaAccess kafkaAccess(Admin kafkaAdmin, ObjectProvider<KafkaRole> roles) {
    KafkaRole role = roles.getIfAvailable();
    return new KafkaAccess(kafkaAdmin, role == null ? List.of() : KafkaRight.of(role));
  }

  /// Once this bean exists the topics do, and this process may use them.
  @Bean
  LogEpoch logEpoch(Admin kafkaAdmin, KafkaConnection connection, KafkaAccess kafkaAccess) {
    LogEpoch epoch =
        new LogEpoch(
            new TopicProvisioner(kafkaAdmin, connection.partitions(), connection.replicas())
                .provision(),
            connection.replacesLog());
    String refusal = kafkaAccess.refusal(PATIENCE);
    if (refusal != null) {
      throw new KafkaRefusedException(refusal);
    }
    return epoch;
  }
}
