package dev.confab.gateway.rest;

import dev.confab.gateway.GatewayProperties;
import dev.confab.gateway.input.Intake;
import dev.confab.gateway.limit.Refusals;
import dev.confab.gateway.log.CommandLog;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.Meters;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The beans of REST writes.
@Configuration(proxyBeanMethods = false)
public class RestConfiguration {
  @Bean
  ExecutorService gatewayAnswers() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  @Bean
  Verdicts gatewayVerdicts(
      CommandLog gatewayCommandLog,
      ExecutorService gatewayAnswers,
      GatewayProperties properties,
      Refusals gatewayRefusals) {
    Meters<UserId> writes =
        new Meters<>(properties.rates().writes(), gatewayRefusals.by(Refusals.Limit.WRITES));
    return new Verdicts(gatewayCommandLog, writes, gatewayAnswers);
  }

  @Bean
  SessionController gatewaySessionController(Intake gatewayIntake, Verdicts gatewayVerdicts) {
    return new SessionController(gatewayIntake, gatewayVerdicts);
  }

  @Bean
  MessageController gatewayMessageController(Intake gatewayIntake, Verdicts gatewayVerdicts) {
    return new MessageController(gatewayIntake, gatewayVerdicts);
  }

  @Bean
  WebMvcConfigurer gatewayParameters(GatewayProperties properties) {
    int mostBytes = Math.toIntExact(properties.bodyBytes().toBytes());
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new BodyResolver(mostBytes));
        resolvers.add(new KeyResolver());
      }
    };
  }
}
