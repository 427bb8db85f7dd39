package dev.confab.standalone;

import dev.confab.standalone.launch.DataFolder;
import dev.confab.standalone.launch.Options;
import dev.confab.standalone.postgres.EmbeddedPostgres;
import dev.confab.web.security.WebProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ConfigurableApplicationContext;

/// The services, the token issuer and the page, in one Spring context.
final class Services {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String[] settings;
  private final AwaitedSettings awaited;
  private @Nullable ConfigurableApplicationContext context;

  /// Asks for the password of PostgreSQL's role and for Kafka's address once it needs them.
  Services(Options options, DataFolder folder, Callable<String> password, Callable<String> kafka) {
    this.awaited =
        new AwaitedSettings(
            Map.of(
                "spring.datasource.password", password, "confab.kafka.bootstrap-servers", kafka));
    this.settings =
        new String[] {
          "--server.port=" + options.port(),
          "--spring.datasource.url=" + EmbeddedPostgres.jdbcUrl(options.postgresPort()),
          "--spring.datasource.username=" + EmbeddedPostgres.NAME,
          "--confab.history.state-dir=" + folder.timeline(),
          "--confab.standalone.analytics=" + options.analytics(),
          "--confab.analytics.state-dir=" + folder.analytics(),
          "--confab.analytics.instance=only",
          "--confab.analytics.standbys=0",
          "--confab.standalone.issuer.keys=" + folder.keys(),
        };
  }

  /// Hands out the context before it starts, so that it can be stopped in the middle.
  void start(Consumer<ConfigurableApplicationContext> starting) {
    // The name of the properties file: those of the services' own programs stay out.
    System.setProperty("spring.config.name", "standalone");
    var application = new SpringApplication(StandaloneConfiguration.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.addInitializers(
        starting::accept,
        context -> context.getEnvironment().getPropertySources().addFirst(awaited));
    context = application.run(settings);
  }

  /// Whose tokens are believed, if they are not our own; `null` if they are.
  @Nullable String foreignIssuer() {
    var web = Objects.requireNonNull(context).getBean(WebProperties.class);
    return web.jwkSetUri() == null ? null : web.issuer();
  }

  /// Whom the development issuer serves.
  Welcome.Served served() {
    var beans = Objects.requireNonNull(context);
    InetAddress address = beans.getBean(ServerProperties.class).getAddress();
    boolean gateway =
        beans
            .getEnvironment()
            .getProperty("confab.standalone.issuer.gateway", Boolean.class, false);
    return Welcome.Served.of(gateway, address != null && address.isLoopbackAddress());
  }

  void awaitReady() throws IOException, InterruptedException {
    var health = Objects.requireNonNull(context).getBean(HealthEndpoint.class);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    HealthDescriptor readiness = health.healthForPath("readiness");
    while (readiness == null || !Status.UP.equals(readiness.getStatus())) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "no message could make the round trip within " + PATIENCE.toSeconds() + " s");
      }
      Thread.sleep(50);
      readiness = health.healthForPath("readiness");
    }
  }
}
