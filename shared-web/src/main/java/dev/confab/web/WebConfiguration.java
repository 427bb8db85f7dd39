package dev.confab.web;

import dev.confab.schema.codec.Json;
import dev.confab.web.kafka.KafkaConfiguration;
import dev.confab.web.limit.LimitConfiguration;
import dev.confab.web.problem.JettyProblems;
import dev.confab.web.problem.ProblemAdvice;
import dev.confab.web.problem.ProblemErrorController;
import dev.confab.web.security.CallerResolver;
import dev.confab.web.security.SecurityConfiguration;
import dev.confab.web.server.ServerConfiguration;
import dev.confab.web.trace.TraceConfiguration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// What each service imports for its edge, once per context however many services share one.
@Configuration(proxyBeanMethods = false)
@Import({
  KafkaConfiguration.class,
  LimitConfiguration.class,
  SecurityConfiguration.class,
  ServerConfiguration.class,
  TraceConfiguration.class,
  ProblemAdvice.class,
  ProblemErrorController.class,
  JettyProblems.class
})
public class WebConfiguration {
  /// Answers are written as the log is: compact, in the order of declaration.
  @Bean
  JsonMapper jsonMapper() {
    return Json.mapper();
  }

  @Bean
  WebMvcConfigurer callerParameters() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerResolver());
      }
    };
  }
}
