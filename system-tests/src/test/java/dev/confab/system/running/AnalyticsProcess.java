package dev.confab.system.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// analytics-service as its jar is built, beside a running product whose Kafka and issuer it uses.
/// It can be killed, and started again on the same port and state.
public final class AnalyticsProcess implements AutoCloseable {
  private static final Path TARGET = Path.of("..", "analytics-service", "target");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Running running;
  private final Path folder;
  private final int port = Running.freePort();
  private @Nullable Process process;

  /// Nothing runs yet.
  public AnalyticsProcess(Running running, Path folder) {
    this.running = running;
    this.folder = folder;
  }

  public URI uri() {
    return URI.create("http://localhost:" + port);
  }

  /// Starts it and does not wait for it.
  public void launch() {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-jar",
                  jar().toString(),
                  "--server.address=127.0.0.1",
                  "--server.port=" + port,
                  "--confab.kafka.bootstrap-servers=" + running.kafka(),
                  "--confab.web.issuer=confab-development",
                  "--confab.web.jwk-set-uri=" + running.uri() + "/.well-known/jwks.json",
                  "--confab.analytics.instance=analytics-1",
                  "--confab.analytics.state-dir=" + folder.resolve("state"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns when it says that it is ready.
  public void awaitReady() {
    Awaitility.await("analytics-service, ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !isAlive() || isReady());
    if (!isAlive()) {
      throw new IllegalStateException("It ended while it started:\n" + said());
    }
  }

  /// As `kill -9` does: it gets no chance to do anything.
  public void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /// All that its console has, for a message of failure.
  public String said() {
    try {
      return Files.readString(console(), UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isAlive() {
    return process != null && process.isAlive();
  }

  private boolean isReady() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(uri().resolve("/actuator/health/readiness"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path console() {
    return folder.resolve("analytics.txt");
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      List<Path> jars =
          files
              .filter(file -> file.getFileName().toString().matches("analytics-service-.*\\.jar"))
              .toList();
      if (jars.size() != 1) {
        throw new IllegalStateException("there is not one jar in " + TARGET + ": package it first");
      }
      return jars.getFirst();
    }
  }
}
