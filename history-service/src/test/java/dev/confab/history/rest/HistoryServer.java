package dev.confab.history.rest;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.confab.history.ReadConfiguration;
import dev.confab.history.archive.Archive;
import dev.confab.history.page.FakeArchive;
import dev.confab.history.timeline.FoldedTimeline;
import dev.confab.history.timeline.Owners;
import dev.confab.history.timeline.Timeline;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.test.TestIssuer;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import dev.confab.web.limit.LimitConfiguration;
import dev.confab.web.limit.Memory;
import dev.confab.web.problem.JettyProblems;
import dev.confab.web.problem.ProblemAdvice;
import dev.confab.web.problem.ProblemErrorController;
import dev.confab.web.security.SecurityConfiguration;
import dev.confab.web.server.ServerConfiguration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/// Reads on a real Jetty, over a timeline in memory; other instances may hold the sessions.
final class HistoryServer implements AutoCloseable {
  private static final TestIssuer ISSUER = new TestIssuer();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;

  private HistoryServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static HistoryServer start(String... settings) {
    SpringApplication application = new SpringApplication(Edge.class);
    application.setDefaultProperties(
        Map.of(
            "server.port",
            "0",
            "spring.main.banner-mode",
            "off",
            "confab.web.issuer",
            TestIssuer.NAME));
    return new HistoryServer(application.run(settings));
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  FoldedTimeline timeline() {
    return context.getBean(FoldedTimeline.class);
  }

  /// Where every session is, `null` for here.
  void sessionsAreAt(@Nullable HostInfo instance) {
    context.getBean(FakeOwners.class).elsewhere = instance;
  }

  /// Bytes that reads hold.
  long held() {
    return context.getBean(Memory.class).of(Memory.Kind.PAGES).held();
  }

  HttpResponse<String> get(UserId user, String path, String... headers) {
    return ask(user, path, headers).join();
  }

  CompletableFuture<HttpResponse<String>> ask(UserId user, String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
            .header("Authorization", "Bearer " + ISSUER.token(user.value()));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    context.close();
  }

  static final class FakeOwners implements Owners {
    private volatile @Nullable HostInfo elsewhere;

    @Override
    public @Nullable HostInfo elsewhere(SessionId session) {
      return elsewhere;
    }

    @Override
    public List<HostInfo> others() {
      HostInfo other = elsewhere;
      return other == null ? List.of() : List.of(other);
    }

    @Override
    public int partitions() {
      return 1;
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class})
  @Import({
    LimitConfiguration.class,
    SecurityConfiguration.class,
    ServerConfiguration.class,
    ProblemAdvice.class,
    ProblemErrorController.class,
    JettyProblems.class,
    ReadConfiguration.class
  })
  static class Edge {
    @Bean
    JWKSource<SecurityContext> keys() {
      return new ImmutableJWKSet<>(ISSUER.keys());
    }

    @Bean
    JsonMapper jsonMapper() {
      return Json.mapper();
    }

    @Bean
    KafkaConnection kafka() {
      return new KafkaConnection("nowhere:1", 1, (short) 1, List.of(), Map.of());
    }

    @Bean
    LogEpoch epoch() {
      return new LogEpoch("epoch");
    }

    @Bean
    Timeline timeline() {
      return new FoldedTimeline(24);
    }

    @Bean
    Archive archive() {
      return new FakeArchive();
    }

    @Bean
    FakeOwners owners() {
      return new FakeOwners();
    }
  }
}
