package dev.confab.web.security;

import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.confab.schema.codec.Json;
import dev.confab.schema.command.Caller;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.SessionId;
import dev.confab.web.problem.ProblemAdvice;
import dev.confab.web.problem.ProblemErrorController;
import dev.confab.web.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.context.support.TestPropertySourceUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The edge of a service without Kafka: filters, advice and one controller.
public final class Edge {
  private static final Tokens TOKENS = new Tokens();

  private Edge() {}

  public static Tokens tokens() {
    return TOKENS;
  }

  public static MockMvc start(String... properties) {
    var context = new AnnotationConfigWebApplicationContext();
    context.setServletContext(new MockServletContext());
    TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
        context,
        "confab.web.issuer=" + Tokens.ISSUER,
        "confab.web.audience=" + Tokens.AUDIENCE,
        "confab.web.allowed-origins=https://app.test,https://other.test:8443",
        "confab.web.open-paths=/open");
    TestPropertySourceUtils.addInlinedPropertiesToEnvironment(context, properties);
    context.register(TestConfiguration.class);
    context.refresh();
    return MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
  }

  @Configuration
  @EnableWebMvc
  @Import({SecurityConfiguration.class, ProblemAdvice.class, ProblemErrorController.class})
  static class TestConfiguration implements WebMvcConfigurer {
    @Bean
    JWKSource<SecurityContext> keys() {
      return TOKENS.keys();
    }

    @Bean
    Controller controller() {
      return new Controller();
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(new CallerResolver());
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
      builder.withJsonConverter(new JacksonJsonHttpMessageConverter(Json.mapper()));
    }
  }

  @RestController
  static class Controller {
    record Body(SessionId sessionId, int count) {}

    @GetMapping({"/chat/who", "/ops/who", "/analytics/who", "/actuator/who"})
    Map<String, Object> who(Caller caller) {
      return Map.of("user", caller.userId().value(), "scopes", caller.scopes().size());
    }

    @PostMapping("/chat/who")
    Map<String, Object> write(Caller caller) {
      return who(caller);
    }

    @PostMapping(path = "/chat/body", consumes = "application/json")
    Map<String, Object> body(@RequestBody Body body) {
      return Map.of("count", body.count());
    }

    @GetMapping("/chat/number")
    Map<String, Object> number(@RequestParam int limit) {
      return Map.of("limit", limit);
    }

    @GetMapping("/chat/bug")
    Map<String, Object> bug() {
      throw new IllegalStateException("secret detail");
    }

    @GetMapping("/chat/kafka")
    Map<String, Object> kafka() {
      throw new TimeoutException("no broker");
    }

    @GetMapping("/chat/behind")
    Map<String, Object> behind() {
      throw new ProblemException(ErrorCode.VIEW_BEHIND, "later");
    }

    @GetMapping({"/open", "/chat/socket"})
    Map<String, Object> open() {
      return Map.of("open", true);
    }
  }
}
