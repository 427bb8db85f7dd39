package dev.confab.system.security;

import dev.confab.standalone.launch.Claim;
import dev.confab.system.running.Issuer;
import dev.confab.system.running.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// A broker, a database and the three services, set up as `docs/security.md` says.
final class SecuredRun implements AutoCloseable {
  static final Path DEPLOY = Path.of("..", "deploy");

  private final Path folder;
  private final Certificates certificates;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, Service> services = new HashMap<>();
  private final Issuer issuer;
  private final SecuredKafka kafka;
  private final SecuredPostgres postgres;

  private SecuredRun(Path folder) throws IOException, InterruptedException, SQLException {
    this.folder = folder;
    for (String name : List.of("kafka", "postgres", "history", "settings", "logs")) {
      Claim.delete(folder.resolve(name));
    }
    Files.createDirectories(folder.resolve("settings"));
    Files.createDirectories(folder.resolve("logs"));
    certificates = Certificates.make(folder.resolve("settings"));
    issuer = keep(Issuer.start());
    postgres =
        keep(
            SecuredPostgres.start(
                folder, DEPLOY.resolve("postgres").resolve("roles.sql"), certificates));
    kafka = keep(SecuredKafka.start(folder.resolve("kafka"), certificates));
  }

  /// Returns when all three are ready.
  static SecuredRun start(Path folder) throws IOException, InterruptedException, SQLException {
    SecuredRun run = new SecuredRun(folder.toAbsolutePath());
    try {
      run.kafka.grantTable();
      run.makeTopics();
      Service history = run.start("history", "history");
      run.start("message", "message");
      run.start("gateway", "gateway", Map.of("confab.gateway.history-url", history.uri()));
      run.services.values().forEach(Service::awaitReady);
      return run;
    } catch (IOException | InterruptedException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  SecuredKafka kafka() {
    return kafka;
  }

  SecuredPostgres postgres() {
    return postgres;
  }

  Issuer issuer() {
    return issuer;
  }

  Service service(String name) {
    return Objects.requireNonNull(services.get(name), name);
  }

  /// Starts the service with the credentials of a role, be they its own, and does not wait for it.
  Service start(String service, String role) throws IOException {
    return start(service, role, Map.of());
  }

  /// Everything that any part has logged, by part.
  Map<String, String> logs() {
    try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
      Map<String, String> logs = new HashMap<>();
      for (Path file : files.toList()) {
        logs.put(file.getFileName().toString(), Files.readString(file));
      }
      return logs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Service start(String service, String role, Map<String, ?> further) throws IOException {
    String name = service.equals(role) ? service : service + "-as-" + role;
    Map<String, Object> settings = settings(role);
    settings.put("confab.web.issuer", Issuer.NAME);
    settings.put("confab.web.jwk-set-uri", issuer.keys());
    switch (service) {
      case "message" -> {
        database(settings, "confab_message");
        settings.put("spring.flyway.user", "confab_owner");
        settings.put("spring.flyway.password", postgres.password("confab_owner"));
      }
      case "history" -> {
        database(settings, "confab_history");
        settings.put("confab.history.state-dir", folder.resolve("history").resolve(name));
        // What is older than one message comes from the archive.
        settings.put("confab.history.window", 1);
      }
      default -> {}
    }
    settings.putAll(further);
    Service started = keep(Service.start(service + "-service", write(name, settings), log(name)));
    services.put(name, started);
    return started;
  }

  private void database(Map<String, Object> settings, String role) {
    settings.put("spring.datasource.url", postgres.url());
    settings.put("spring.datasource.username", role);
    settings.put("spring.datasource.password", postgres.password(role));
    settings.put("spring.datasource.hikari.maximum-pool-size", 4);
  }

  private Map<String, Object> settings(String role) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("confab.kafka.partitions", 3);
    settings.put("confab.kafka.bootstrap-servers", kafka.bootstrapServers());
    kafka
        .account(role)
        .settings(certificates)
        .forEach((name, value) -> settings.put("confab.kafka.properties." + name, value));
    return settings;
  }

  private void makeTopics() throws IOException, InterruptedException {
    Path script = DEPLOY.resolve("kafka").resolve("topics.sh");
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(log("topics").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("CONFAB_JAR", Service.jar("message-service").toString());
    builder.environment().put("SPRING_CONFIG_IMPORT", "file:" + write("admin", settings("admin")));
    if (builder.start().waitFor() != 0) {
      throw new IllegalStateException(Files.readString(log("topics")));
    }
  }

  private Path log(String name) {
    return folder.resolve("logs").resolve(name + ".log");
  }

  private Path write(String name, Map<String, Object> settings) throws IOException {
    return Service.settings(folder.resolve("settings").resolve(name + ".properties"), settings);
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  /// The services at once, each in its own time, then what they need.
  @Override
  public void close() {
    services.values().parallelStream().forEach(Service::close);
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
