package dev.confab.message.shard;

import dev.confab.message.domain.ArchiveQuestion;
import dev.confab.message.domain.Decider;
import dev.confab.message.domain.Lookup;
import dev.confab.message.domain.Precedents;
import dev.confab.message.domain.Quota;
import dev.confab.schema.limit.Limits;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import dev.confab.web.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The beans that own and run shards.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ShardConfiguration.ShardProperties.class)
public class ShardConfiguration {
  /// @param snapshotEvery how long a restart may have to read back
  /// @param gatewaySilence how long a gateway may say nothing until its connections count as gone
  @ConfigurationProperties("confab.message.shard")
  record ShardProperties(
      @DefaultValue("10s") Duration snapshotEvery, @DefaultValue("25s") Duration gatewaySilence) {}

  @Bean
  ShardMetrics shardMetrics(MeterRegistry registry) {
    return new ShardMetrics(registry);
  }

  @Bean
  ShardHost shardHost(
      KafkaConnection connection,
      LogEpoch epoch,
      ShardMetrics metrics,
      Tracing tracing,
      Function<ArchiveQuestion, Lookup> forgottenMessages,
      Precedents.Archive archivedEvents,
      Limits limits,
      Quota quota,
      ShardProperties properties) {
    ShardHost host =
        new ShardHost(
            new ShardActor.Surroundings(
                new ShardClients(connection, epoch, metrics, tracing),
                new Decider(limits, quota.share(connection.partitions())),
                forgottenMessages,
                archivedEvents,
                properties.snapshotEvery(),
                properties.gatewaySilence()));
    metrics.show(connection.partitions(), host::statuses);
    return host;
  }

  @Bean
  HealthIndicator shards(ShardHost host) {
    return new ShardHealth(host);
  }
}
