package dev.confab.web.kafka;

import dev.confab.schema.topic.TopicProvisioner;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The Kafka beans that every service shares.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaConnection.class)
public class KafkaConfiguration {
  @Bean
  Admin kafkaAdmin(KafkaConnection connection) {
    return Admin.create(connection.client(Map.of()));
  }

  /// The topics exist once this bean does.
  @Bean
  LogEpoch logEpoch(Admin kafkaAdmin, KafkaConnection connection) {
    return new LogEpoch(
        new TopicProvisioner(kafkaAdmin, connection.partitions(), connection.replicas())
            .provision(),
        connection.replacesLog());
  }
}
