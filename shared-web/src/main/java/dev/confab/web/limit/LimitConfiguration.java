package dev.confab.web.limit;

import dev.confab.schema.limit.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The limits that all services of a process share.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  LimitsProperties.class,
  MemoryProperties.class,
  UserBudgetProperties.class
})
public class LimitConfiguration {
  @Bean
  Limits limits(LimitsProperties properties) {
    return properties.toLimits();
  }

  @Bean
  Memory memory(MemoryProperties properties, MeterRegistry registry) {
    return new Memory(properties, Runtime.getRuntime().maxMemory(), registry);
  }

  @Bean
  UserBudget userBudget(UserBudgetProperties properties, MeterRegistry registry) {
    return new UserBudget(properties, registry);
  }
}
