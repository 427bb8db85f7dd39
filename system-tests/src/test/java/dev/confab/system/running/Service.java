package dev.confab.system.running;

import dev.confab.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A service as it is built, in a process of its own.
public final class Service implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final int port;
  private final Path log;
  private final Process process;

  private Service(int port, Path log, Process process) {
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /// @param settings the file with its settings; secrets have no place on a command line
  public static Service start(String module, Path settings, Path log) throws IOException {
    int port = LoopbackPort.free();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", jar(module).toString()));
    command.add("--server.address=127.0.0.1");
    command.add("--server.port=" + port);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(Map.of("SPRING_CONFIG_IMPORT", "file:" + settings));
    return new Service(port, log, builder.start());
  }

  /// Settings as a file for its owner alone. Throws if it is there already.
  public static Path settings(Path file, Map<String, ?> settings) throws IOException {
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Properties properties = new Properties();
    settings.forEach((key, value) -> properties.setProperty(key, value.toString()));
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    return file;
  }

  public static Path jar(String module) throws IOException {
    Path target = Path.of("..", module, "target").toAbsolutePath().normalize();
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(
              file -> file.getFileName().toString().matches(module + "-[0-9].*(?<!-sources)\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(module + " is not built"));
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public void awaitReady() {
    await("being ready").until(() -> !process.isAlive() || readiness() == 200);
    if (!process.isAlive()) {
      throw new IllegalStateException("It ended while it started:\n" + said());
    }
  }

  public void awaitNotReady() {
    await("not being ready").until(() -> readiness() == 503);
  }

  /// As `kill -9` does: it gets no chance to do anything.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Returns its exit code. Throws if it goes on.
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("It goes on:\n" + said());
    }
    return process.exitValue();
  }

  /// All that it logged.
  public String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The status of its readiness, 0 if it does not answer.
  private int readiness() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri().resolve("/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private org.awaitility.core.ConditionFactory await(String what) {
    return Awaitility.await(log.getFileName() + ": " + what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
