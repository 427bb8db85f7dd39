package dev.confab.system.chart;

import static dev.confab.system.chart.Chart.rendered;
import static dev.confab.system.chart.Rendering.list;
import static dev.confab.system.chart.Rendering.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.gateway.GatewayProperties;
import dev.confab.history.HistoryProperties;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.security.WebProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.JsonNode;

/// What the chart tells the services and the router: that it is what they read, and where requests
/// go.
class HelmSettingsTest {
  @Test
  void takesTheValuesThatTheGuideShows(@TempDir Path folder) throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "kubernetes.md"));
    int start = guide.indexOf("```yaml\n") + "```yaml\n".length();
    Path values = folder.resolve("values.yaml");
    Files.writeString(values, guide.substring(start, guide.indexOf("```", start)));
    assertThat(Chart.render(values, Map.of()).of("Ingress")).hasSize(1);
  }

  @Test
  void startsPodsAnewWhoseSettingsChangedAndNoOthers() {
    Rendering before = rendered(Variant.MINIMAL);
    Rendering after = Chart.render(Variant.MINIMAL, Map.of("gateway.drainSeconds", "33"));
    assertThat(checksum(after, "gateway")).isNotEqualTo(checksum(before, "gateway"));
    for (String other : List.of("message", "history", "router")) {
      assertThat(checksum(after, other)).isEqualTo(checksum(before, other));
    }
  }

  private static String checksum(Rendering rendering, String component) {
    return text(
        rendering.workload(component).object(),
        "/spec/template/metadata/annotations/checksum~1config");
  }

  /// Environment variables have neither dots nor dashes: what the services read must be what was
  /// meant.
  @Test
  void writesSettingsThatServicesRead() {
    Rendering all = rendered(Variant.EVERYTHING);
    Binder gateway = binder(all.workload("gateway"));
    assertThat(gateway.bind("confab.kafka", KafkaConnection.class).get())
        .isEqualTo(
            new KafkaConnection(
                "kafka-0:9093,kafka-1:9093",
                48,
                (short) 3,
                List.of("lost-1", "lost-2"),
                Map.of(
                    "security.protocol", "SASL_SSL",
                    "sasl.mechanism", "SCRAM-SHA-512",
                    "ssl.truststore.type", "PEM",
                    "ssl.truststore.location", "/etc/confab/kafka/ca.crt",
                    "client.rack", "a",
                    "metadata.max.age.ms", "6000000")));
    WebProperties web = gateway.bind("confab.web", WebProperties.class).get();
    assertThat(web.issuer()).isEqualTo("https://id.example.com");
    assertThat(web.jwkSetUri()).isEqualTo(URI.create("https://id.example.com/keys"));
    assertThat(web.allowedOrigins())
        .containsExactly("https://chat.example.com", "https://app.example.com");

    GatewayProperties own = gateway.bind("confab.gateway", GatewayProperties.class).get();
    assertThat(own.historyUrl()).containsExactly(URI.create("http://chat-confab-history:8083"));
    assertThat(own.drain()).isEqualTo(Duration.ofSeconds(45));
    assertThat(own.connections()).isEqualTo(50_000);
    assertThat(own.ping()).isEqualTo(Duration.ofSeconds(20));

    HistoryProperties history =
        binder(all.workload("history")).bind("confab.history", HistoryProperties.class).get();
    assertThat(history.stateDir()).isEqualTo(Path.of("/var/lib/confab/timeline"));
    assertThat(history.standbys()).isEqualTo(1);
    assertThat(history.memory().toMegabytes()).isEqualTo(64);
    assertThat(history.advertisedAddress())
        .isEqualTo("$(POD_NAME).chat-confab-history-pods.$(POD_NAMESPACE).svc:8083");
  }

  private static Binder binder(Workload workload) {
    MutablePropertySources sources = new MutablePropertySources();
    sources.addFirst(
        new SystemEnvironmentPropertySource("systemEnvironment", Map.copyOf(workload.settings())));
    return new Binder(ConfigurationPropertySources.from(sources));
  }

  @Test
  void takesSecretsByName() {
    JsonNode message = rendered(Variant.EVERYTHING).workload("message").container();
    assertThat(list(message, "/env"))
        .extracting(variable ->
            "%s=%s/%s"
                .formatted(
                    text(variable, "/name"),
                    text(variable, "/valueFrom/secretKeyRef/name"),
                    text(variable, "/valueFrom/secretKeyRef/key")))
        .containsExactly(
            "CONFAB_KAFKA_PROPERTIES_SASL_JAAS_CONFIG=kafka-all/sasl.jaas.config",
            "SPRING_DATASOURCE_USERNAME=confab-postgres/username",
            "SPRING_DATASOURCE_PASSWORD=confab-postgres/password");
  }

  @Test
  void routesEveryOperationToWhoServesIt() {
    Routes router = Routes.ofRouter(rendered(Variant.MINIMAL));
    Routes route = Routes.ofHttpRoute(rendered(Variant.ROUTE));
    assertThat(Operation.all()).hasSizeGreaterThan(15);
    for (Operation operation : Operation.all()) {
      assertThat(List.of(router, route))
          .as(operation.toString())
          .allSatisfy(routes ->
              assertThat(routes.serviceOf(operation.method(), operation.path()))
                  .isEqualTo(operation.service()));
    }
    assertThat(route.serviceOf("GET", "/chat/socket")).isEqualTo("gateway");
    assertThat(route.serviceOf("GET", "/socket.io/")).isEqualTo("gateway");
    assertThat(route.serviceOf("GET", "/actuator/health")).isEmpty();
  }
}
