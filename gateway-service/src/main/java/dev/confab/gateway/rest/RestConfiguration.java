package dev.confab.gateway.rest;

import dev.confab.gateway.GatewayProperties;
import dev.confab.gateway.input.Intake;
import dev.confab.gateway.log.CommandLog;
import dev.confab.web.limit.Memory;
import dev.confab.web.limit.UserBudget;
import dev.confab.web.server.HttpLimits;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
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
      CommandLog gatewayCommandLog, ExecutorService gatewayAnswers, UserBudget userBudget) {
    return new Verdicts(gatewayCommandLog, userBudget, gatewayAnswers);
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
  WebMvcConfigurer gatewayParameters(
      GatewayProperties properties, UserBudget userBudget, Memory memory, HttpLimits limits) {
    BodyReader reader =
        new BodyReader(
            limits.bodyPatience(), new SlowBodies(limits.slowBodiesOfUser(), limits.slowBodies()));
    WriteAdmission admission =
        new WriteAdmission(
            Math.toIntExact(properties.bodyBytes().toBytes()),
            Math.toIntExact(properties.batchBytes().toBytes()),
            userBudget,
            memory.of(Memory.Kind.BODIES));
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new BodyResolver(reader));
        resolvers.add(new KeyResolver());
      }

      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry
            .addInterceptor(admission)
            .addPathPatterns("/chat/sessions/**", "/chat/messages/**");
      }
    };
  }
}
