package dev.confab.gateway;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.confab.gateway.channel.Channels;
import dev.confab.gateway.channel.Presence;
import dev.confab.gateway.channel.Upkeep;
import dev.confab.gateway.history.HistoryReader;
import dev.confab.gateway.input.Intake;
import dev.confab.gateway.input.Key;
import dev.confab.gateway.log.CommandLog;
import dev.confab.gateway.log.Interests;
import dev.confab.gateway.log.LogClients;
import dev.confab.gateway.log.LogReader;
import dev.confab.gateway.log.LogRouter;
import dev.confab.gateway.log.LogRunner;
import dev.confab.gateway.log.LogSpans;
import dev.confab.gateway.log.LogTimes;
import dev.confab.gateway.log.Pending;
import dev.confab.gateway.rest.RestConfiguration;
import dev.confab.gateway.socket.SocketConfiguration;
import dev.confab.gateway.socket.Sockets;
import dev.confab.gateway.socketio.SocketIoConfiguration;
import dev.confab.schema.id.GatewayId;
import dev.confab.schema.limit.Limits;
import dev.confab.web.WebConfiguration;
import dev.confab.web.kafka.KafkaAccess;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import dev.confab.web.limit.Memory;
import dev.confab.web.trace.Tracing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/// The gateway's beans. Another process can import it beside other services.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
@Import({
  WebConfiguration.class,
  SocketConfiguration.class,
  SocketIoConfiguration.class,
  RestConfiguration.class
})
public class GatewayConfiguration {
  /// A new name for each run: what the last one asked is answered to nobody.
  @Bean
  GatewayId gatewayId() {
    return new GatewayId(UuidCreator.getTimeOrderedEpoch().toString());
  }

  @Bean
  Intake gatewayIntake(Limits limits) {
    return new Intake(Clock.systemUTC(), limits);
  }

  @Bean
  Interests gatewayInterests(KafkaConnection connection) {
    return new Interests(connection.partitions(), System::nanoTime);
  }

  @Bean
  LogTimes gatewayLogTimes(MeterRegistry registry) {
    return new LogTimes(registry);
  }

  @Bean
  LogSpans gatewayLogSpans(Tracing tracing) {
    return new LogSpans(tracing);
  }

  @Bean
  Pending gatewayPending(LogTimes gatewayLogTimes) {
    return new Pending(gatewayLogTimes);
  }

  @Bean
  Producer<byte[], byte[]> gatewayProducer(
      KafkaConnection connection, GatewayProperties properties) {
    return LogClients.producer(connection, properties.deadline());
  }

  @Bean
  CommandLog gatewayCommandLog(
      Producer<byte[], byte[]> gatewayProducer,
      GatewayId gatewayId,
      Interests gatewayInterests,
      Pending gatewayPending,
      LogSpans gatewayLogSpans,
      GatewayProperties properties) {
    return new CommandLog(
        gatewayProducer,
        gatewayId,
        gatewayInterests,
        gatewayPending,
        properties.deadline(),
        System::nanoTime,
        gatewayLogSpans);
  }

  @Bean
  Channels gatewayChannels(
      CommandLog gatewayCommandLog,
      Interests gatewayInterests,
      GatewayId gatewayId,
      HistoryReader gatewayHistory,
      GatewayProperties properties,
      Memory memory) {
    return new Channels(
        gatewayCommandLog,
        gatewayInterests,
        new Presence(gatewayId, Clock.systemUTC(), Key::fresh),
        gatewayHistory,
        properties.channelRules(),
        memory);
  }

  @Bean
  HistoryReader gatewayHistory(GatewayProperties properties, Environment environment) {
    return new HistoryReader(properties.historyRules(() -> ownPort(environment)));
  }

  /// The port that is really open, where the configured one is 0.
  private static int ownPort(Environment environment) {
    int configured = environment.getProperty("server.port", Integer.class, 8080);
    return environment.getProperty("local.server.port", Integer.class, configured);
  }

  /// Takes the epoch only so that the topics exist when it starts to read.
  @Bean
  LogReader gatewayLogReader(
      KafkaConnection connection,
      LogEpoch logEpoch,
      Interests gatewayInterests,
      LogRouter gatewayLogRouter,
      GatewayProperties properties) {
    return new LogReader(
        () -> LogClients.consumer(connection),
        gatewayInterests,
        gatewayLogRouter,
        properties.interestLinger(),
        System::nanoTime);
  }

  @Bean
  LogRouter gatewayLogRouter(
      GatewayId gatewayId,
      Pending gatewayPending,
      Channels gatewayChannels,
      LogTimes gatewayLogTimes,
      LogSpans gatewayLogSpans) {
    return LogReader.router(
        gatewayId, gatewayPending, gatewayChannels, gatewayLogTimes, gatewayLogSpans);
  }

  @Bean(destroyMethod = "")
  LogRunner gatewayLogRunner(LogReader gatewayLogReader, Pending gatewayPending) {
    return new LogRunner(gatewayLogReader, gatewayPending, System::nanoTime);
  }

  @Bean(destroyMethod = "")
  Upkeep gatewayUpkeep(
      Channels gatewayChannels, CommandLog gatewayCommandLog, GatewayProperties properties) {
    return new Upkeep(
        gatewayChannels,
        gatewayCommandLog,
        properties.heartbeat(),
        properties.heartbeatSilence(),
        System::nanoTime);
  }

  /// Shown as `gateway` among the health's components.
  @Bean
  HealthIndicator gatewayHealthIndicator(
      Sockets gatewaySockets,
      LogReader gatewayLogReader,
      Admin kafkaAdmin,
      KafkaAccess kafkaAccess) {
    return new GatewayHealth(gatewaySockets, gatewayLogReader, kafkaAdmin, kafkaAccess);
  }

  @Bean
  MeterBinder gatewayGauges(
      Sockets gatewaySockets, Channels gatewayChannels, Pending gatewayPending) {
    return registry -> {
      Gauge.builder("confab.gateway.connections", gatewaySockets, Sockets::size)
          .description("Sockets that are open")
          .register(registry);
      Gauge.builder("confab.gateway.queue", gatewaySockets, Sockets::unsent)
          .description("What the sockets' clients have not taken yet")
          .baseUnit("bytes")
          .register(registry);
      Gauge.builder("confab.gateway.channels", gatewayChannels, Channels::size)
          .description("Sessions that somebody here is in")
          .register(registry);
      Gauge.builder("confab.gateway.pending", gatewayPending, Pending::size)
          .description("Commands that have no outcome yet")
          .register(registry);
    };
  }
}
