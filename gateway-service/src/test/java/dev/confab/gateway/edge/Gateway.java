package dev.confab.gateway.edge;

import com.github.f4b6a3.uuid.UuidCreator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.confab.gateway.GatewayProperties;
import dev.confab.gateway.channel.Channels;
import dev.confab.gateway.channel.Presence;
import dev.confab.gateway.history.HistoryReader;
import dev.confab.gateway.input.Intake;
import dev.confab.gateway.input.Key;
import dev.confab.gateway.log.CommandLog;
import dev.confab.gateway.log.FakeShard;
import dev.confab.gateway.log.Interests;
import dev.confab.gateway.log.LogReader;
import dev.confab.gateway.log.LogSpans;
import dev.confab.gateway.log.LogTimes;
import dev.confab.gateway.log.Pending;
import dev.confab.gateway.rest.RestConfiguration;
import dev.confab.gateway.socket.SocketConfiguration;
import dev.confab.gateway.socket.Sockets;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.GatewayId;
import dev.confab.schema.limit.Limits;
import dev.confab.test.TestIssuer;
import dev.confab.web.limit.LimitConfiguration;
import dev.confab.web.limit.Memory;
import dev.confab.web.problem.JettyProblems;
import dev.confab.web.problem.ProblemAdvice;
import dev.confab.web.problem.ProblemErrorController;
import dev.confab.web.security.CallerResolver;
import dev.confab.web.security.SecurityConfiguration;
import dev.confab.web.server.ServerConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// A gateway on a real Jetty, with a {@link FakeShard} for the log.
final class Gateway implements AutoCloseable {
  static final String ALLOWED = "https://app.test";

  private static final TestIssuer ISSUER = new TestIssuer();

  private final ConfigurableApplicationContext context;

  private Gateway(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static Gateway start(Map<String, Object> settings) {
    SpringApplication application = new SpringApplication(Edge.class);
    application.setDefaultProperties(
        Map.of(
            "server.port",
            "0",
            "spring.main.banner-mode",
            "off",
            "confab.web.issuer",
            TestIssuer.NAME,
            "confab.web.allowed-origins",
            ALLOWED));
    String[] arguments =
        settings.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    return new Gateway(application.run(arguments));
  }

  String authority() {
    return "localhost:" + context.getEnvironment().getProperty("local.server.port");
  }

  /// Open sockets.
  int sockets() {
    return context.getBean(Sockets.class).size();
  }

  /// The counter's value.
  double count(String name, String tag, String value) {
    return context.getBean(MeterRegistry.class).counter(name, tag, value).count();
  }

  /// Bytes that bodies hold.
  long bodies() {
    return context.getBean(Memory.class).of(Memory.Kind.BODIES).held();
  }

  /// Bytes that callers make it hold.
  double held(String kind) {
    return context
        .getBean(MeterRegistry.class)
        .get("confab.memory.held")
        .tag("kind", kind)
        .gauge()
        .value();
  }

  FakeShard shard() {
    return context.getBean(FakeShard.class);
  }

  static String token(String user) {
    return ISSUER.token(user);
  }

  static String token(String user, Duration life) {
    return token(user, life, "");
  }

  static String token(String user, Duration life, String scope) {
    return ISSUER.token(user, life, scope);
  }

  @Override
  public void close() {
    context.close();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableConfigurationProperties(GatewayProperties.class)
  @Import({
    LimitConfiguration.class,
    SecurityConfiguration.class,
    ServerConfiguration.class,
    ProblemAdvice.class,
    ProblemErrorController.class,
    JettyProblems.class,
    SocketConfiguration.class,
    RestConfiguration.class
  })
  static class Edge implements WebMvcConfigurer {
    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(new CallerResolver());
    }

    @Bean
    JWKSource<SecurityContext> keys() {
      return new ImmutableJWKSet<>(ISSUER.keys());
    }

    @Bean
    JsonMapper jsonMapper() {
      return Json.mapper();
    }

    @Bean
    FakeShard fakeShard() {
      return new FakeShard();
    }

    @Bean
    Interests interests() {
      return new Interests(12, System::nanoTime);
    }

    @Bean
    LogTimes times(MeterRegistry registry) {
      return new LogTimes(registry);
    }

    @Bean
    Pending pending(LogTimes times) {
      Pending pending = new Pending(times);
      var schedule = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
      var _ =
          schedule.scheduleAtFixedRate(
              () -> pending.expire(System.nanoTime()), 20, 20, TimeUnit.MILLISECONDS);
      return pending;
    }

    @Bean
    CommandLog gatewayCommandLog(
        FakeShard shard, Interests interests, Pending pending, GatewayProperties properties) {
      return new CommandLog(
          shard,
          new GatewayId("here"),
          interests,
          pending,
          properties.deadline(),
          System::nanoTime,
          LogSpans.OFF);
    }

    @Bean
    Channels gatewayChannels(
        FakeShard shard,
        CommandLog commands,
        Interests interests,
        Pending pending,
        LogTimes times,
        HistoryReader history,
        GatewayProperties properties,
        Memory memory) {
      Presence presence = new Presence(new GatewayId("here"), Clock.systemUTC(), Key::fresh);
      Channels channels =
          new Channels(commands, interests, presence, history, properties.channelRules(), memory);
      shard.attach(
          LogReader.router(new GatewayId("here"), pending, channels, times, LogSpans.OFF),
          interests);
      return channels;
    }

    /// History is this process, too: a test can serve it.
    @Bean
    HistoryReader gatewayHistory(GatewayProperties properties, Environment environment) {
      return new HistoryReader(
          properties.historyRules(
              () -> environment.getRequiredProperty("local.server.port", Integer.class)));
    }

    @Bean
    Intake gatewayIntake() {
      return new Intake(Clock.systemUTC(), Limits.DEFAULT);
    }
  }

  /// A session id that nobody has.
  static String unknownSession() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }
}
