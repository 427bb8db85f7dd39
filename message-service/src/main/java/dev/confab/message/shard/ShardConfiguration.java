package dev.confab.message.shard;

import dev.confab.message.domain.ArchiveQuestion;
import dev.confab.message.domain.Decider;
import dev.confab.message.domain.Lookup;
import dev.confab.message.domain.Precedents;
import dev.confab.message.domain.Quota;
import dev.confab.message.fleet.FleetMember;
import dev.confab.message.fleet.Ownership;
import dev.confab.message.fleet.SoleOwnership;
import dev.confab.schema.limit.Limits;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import dev.confab.web.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// The beans that own and run shards.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ShardConfiguration.ShardProperties.class)
public class ShardConfiguration {
  /// @param snapshotEvery how long a restart may have to read back
  /// @param gatewaySilence how long a gateway may say nothing until its connections count as gone
  /// @param alone whether there is no other message-service, as in the all-in-one
  /// @param host under which the other message-services reach this one; empty for the address that
  ///   its server listens on, or the machine's own
  @ConfigurationProperties("confab.message.shard")
  record ShardProperties(
      @DefaultValue("10s") Duration snapshotEvery,
      @DefaultValue("25s") Duration gatewaySilence,
      @DefaultValue("false") boolean alone,
      @DefaultValue("") String host) {
    /// Where a connection ends as soon as this process does: that of its web server. `null` if
    /// there is none.
    @Nullable String address(Environment environment) {
      String port = environment.getProperty("local.server.port");
      try {
        return port == null ? null : (host.isEmpty() ? own(environment) : host) + ":" + port;
      } catch (UnknownHostException e) {
        return null;
      }
    }

    private static String own(Environment environment) throws UnknownHostException {
      String bound = environment.getProperty("server.address", "");
      InetAddress own = bound.isEmpty() ? InetAddress.getLocalHost() : InetAddress.getByName(bound);
      return (own.isAnyLocalAddress() ? InetAddress.getLocalHost() : own).getHostAddress();
    }
  }

  @Bean
  ShardMetrics shardMetrics(MeterRegistry registry) {
    return new ShardMetrics(registry);
  }

  @Bean
  Ownership ownership(
      KafkaConnection connection, ShardProperties properties, Environment environment) {
    return properties.alone()
        ? new SoleOwnership(connection.partitions())
        : new FleetMember(connection, () -> properties.address(environment));
  }

  @Bean
  ShardServer shardServer(
      KafkaConnection connection,
      LogEpoch epoch,
      Ownership ownership,
      ShardMetrics metrics,
      Tracing tracing,
      Function<ArchiveQuestion, Lookup> forgottenMessages,
      Precedents.Archive archivedEvents,
      Limits limits,
      Quota quota,
      ShardProperties properties) {
    ShardClients clients = new ShardClients(connection, epoch, metrics, tracing);
    ShardServer server =
        new ShardServer(
            clients,
            ownership,
            new ShardLife.Surroundings(
                (shard, listener) -> new KafkaShardLog(shard, clients, listener),
                new Decider(limits, quota.share(connection.partitions())),
                forgottenMessages,
                archivedEvents,
                properties.snapshotEvery(),
                properties.gatewaySilence(),
                connection.partitions(),
                epoch.value(),
                () -> UUID.randomUUID().toString(),
                System::nanoTime,
                metrics));
    metrics.show(connection.partitions(), server::statuses);
    return server;
  }

  @Bean
  HealthIndicator shards(ShardServer server) {
    return new ShardHealth(server);
  }
}
