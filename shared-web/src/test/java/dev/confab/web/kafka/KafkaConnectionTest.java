package dev.confab.web.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class KafkaConnectionTest {
  private static final String LOGIN = "Module required username=\"gateway\" password=\"hush\";";
  private static final Map<String, String> EXPECTED =
      Map.of(
          "security.protocol",
          "SASL_SSL",
          "sasl.jaas.config",
          LOGIN,
          "ssl.endpoint.identification.algorithm",
          "https");

  @Test
  void settingsOfClientsComeByFilesAndArguments() {
    var connection =
        bound(
            new MapPropertySource(
                "arguments",
                Map.of(
                    "confab.kafka.properties.security.protocol", "SASL_SSL",
                    "confab.kafka.properties.sasl.jaas.config", LOGIN,
                    "confab.kafka.properties.ssl.endpoint.identification.algorithm", "https")));

    assertThat(connection.properties()).isEqualTo(EXPECTED);
  }

  @Test
  void settingsOfClientsComeByTheEnvironment() {
    var connection =
        bound(
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of(
                    "CONFAB_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SASL_SSL",
                    "CONFAB_KAFKA_PROPERTIES_SASL_JAAS_CONFIG", LOGIN,
                    "CONFAB_KAFKA_PROPERTIES_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM", "https")));

    assertThat(connection.properties()).isEqualTo(EXPECTED);
  }

  @Test
  void everyClientGetsThem() {
    var connection =
        bound(
            new MapPropertySource(
                "arguments", Map.of("confab.kafka.properties.sasl.jaas.config", LOGIN)));

    assertThat(connection.client(Map.of("client.id", "one")))
        .containsEntry("sasl.jaas.config", LOGIN)
        .containsEntry("client.id", "one");
  }

  @Test
  void saysNoPassword() {
    var connection =
        bound(
            new MapPropertySource(
                "arguments", Map.of("confab.kafka.properties.sasl.jaas.config", LOGIN)));

    assertThat(connection.toString()).contains("localhost:9092").doesNotContain("hush");
  }

  private static KafkaConnection bound(PropertySource<?> source) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(source);
    ConfigurationPropertySources.attach(environment);
    return Binder.get(environment).bindOrCreate("confab.kafka", KafkaConnection.class);
  }
}
