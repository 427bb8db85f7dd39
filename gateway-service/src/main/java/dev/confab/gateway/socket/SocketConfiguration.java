package dev.confab.gateway.socket;

import dev.confab.gateway.GatewayProperties;
import dev.confab.gateway.channel.Channels;
import dev.confab.gateway.input.Intake;
import dev.confab.gateway.limit.Refusals;
import dev.confab.gateway.log.CommandLog;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Memory;
import dev.confab.web.limit.UserBudget;
import dev.confab.web.security.OriginRule;
import dev.confab.web.security.TokenVerifier;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/// The beans of `/chat/socket`.
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
public class SocketConfiguration {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  @Bean
  Sockets gatewaySockets(GatewayProperties properties, Memory memory) {
    return new Sockets(
        properties.connections(),
        properties.drain(),
        memory.of(Memory.Kind.QUEUES),
        System::nanoTime,
        Clock.systemUTC());
  }

  @Bean
  Refusals gatewayRefusals(MeterRegistry registry) {
    return new Refusals(registry);
  }

  @Bean
  Entrance gatewayEntrance(
      Sockets gatewaySockets, GatewayProperties properties, Refusals gatewayRefusals) {
    return new Entrance(gatewaySockets, properties.rates(), gatewayRefusals);
  }

  @Bean
  Pumps gatewayPumps() {
    return new Pumps(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  @Bean
  Conversations gatewayConversations(
      Channels gatewayChannels,
      CommandLog gatewayCommandLog,
      Intake gatewayIntake,
      TokenVerifier tokenVerifier,
      UserBudget userBudget) {
    return new Conversations(
        gatewayChannels, gatewayCommandLog, gatewayIntake, tokenVerifier, userBudget);
  }

  @Bean
  SocketPaths gatewaySocketPaths(
      Sockets gatewaySockets,
      Entrance gatewayEntrance,
      Pumps gatewayPumps,
      Conversations gatewayConversations,
      TokenVerifier tokenVerifier,
      OriginRule originRule,
      GatewayProperties properties,
      Memory memory,
      MeterRegistry registry) {
    SocketRules rules =
        rules(properties, memory.of(Memory.Kind.QUEUES), gatewayConversations.budget());
    SocketMetrics metrics = new SocketMetrics(registry);
    SocketHandler.Dialogues dialogues =
        (id, wire, visit) ->
            gatewayConversations.with(
                new Socket(id, wire, gatewayPumps.of(id), rules, metrics), visit);
    return new SocketPaths(
        dialect -> new SocketHandler(gatewaySockets, gatewayEntrance, dialogues, dialect),
        Math.toIntExact(properties.frameBytes().toBytes()),
        new BegunTexts(memory.of(Memory.Kind.PARTIAL_MESSAGES), properties.frameBytes().toBytes()),
        new Handshake(tokenVerifier, originRule, gatewayEntrance));
  }

  @Bean
  WebSocketConfigurer gatewaySocketPath(SocketPaths gatewaySocketPaths) {
    return registry -> gatewaySocketPaths.open(registry, Dialect.OWN, List.of(), "/chat/socket");
  }

  private static SocketRules rules(
      GatewayProperties properties, ByteBudget queues, UserBudget users) {
    return new SocketRules(
        properties.queueBytes().toBytes(),
        queues,
        users,
        properties.firstFrame().toNanos(),
        properties.ping().toNanos(),
        properties.silence().toNanos(),
        CLOSING.toNanos(),
        System::nanoTime);
  }
}
