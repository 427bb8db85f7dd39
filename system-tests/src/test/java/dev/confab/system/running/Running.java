package dev.confab.system.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.standalone.loopback.LoopbackPort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/// The whole product in a child process, on three free ports and a data folder.
///
/// It can be killed or stopped, and started again on the same ports and data. One thread at a time
/// starts and ends it.
public final class Running implements AutoCloseable {
  private static final String MAIN = "dev.confab.standalone.StandaloneApplication";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TAIL = 60;

  private final Path data;
  private final Path console;
  private final int port = freePort();
  private final int kafkaPort = freePort();
  private final int postgresPort = freePort();
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable Process process;

  /// Nothing runs yet.
  public Running(Path folder) {
    this.data = folder.resolve("data");
    this.console = folder.resolve("console.txt");
  }

  /// Where it serves; sockets too, by the scheme `ws`.
  public URI uri() {
    return URI.create("http://localhost:" + port);
  }

  public String kafka() {
    return "localhost:" + kafkaPort;
  }

  /// Where it keeps everything.
  public Path data() {
    return data;
  }

  /// What it says on its console, of all its starts.
  public Path console() {
    return console;
  }

  public long pid() {
    return process().pid();
  }

  public Database database() {
    return Database.at("localhost:" + postgresPort, data.resolve("pgpass"));
  }

  public EventLog eventLog() {
    return new EventLog(kafka());
  }

  /// What every later start finds in its environment.
  public Running with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// Returns when it says that it is ready.
  public Running start() {
    return start(command());
  }

  /// Starts it and does not wait for it.
  public void launch() {
    launch(command());
  }

  /// Like {@link #start}; no file can grow beyond that size, as on a disk that is full.
  public Running startWithFilesUpTo(int megabytes) {
    List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f $0; exec \"$@\""));
    command.add(Integer.toString(megabytes * 1024));
    command.addAll(command());
    return start(command);
  }

  private Running start(List<String> command) {
    Process started = launch(command);
    try {
      Awaitility.await("the start")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(() -> !started.isAlive() || isReady());
    } catch (ConditionTimeoutException e) {
      // Whoever gets no product can't close it.
      started.destroyForcibly();
      throw new IllegalStateException("It was not ready in time:\n" + said(), e);
    }
    if (!started.isAlive()) {
      throw new IllegalStateException("It ended while it started:\n" + said());
    }
    return this;
  }

  private Process launch(List<String> command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()));
      builder.environment().putAll(environment);
      Process started = builder.start();
      process = started;
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As `kill -9` does: it gets no chance to do anything.
  public void kill() throws InterruptedException {
    Process running = process();
    running.destroyForcibly();
    running.waitFor();
  }

  /// The exit code, once it has ended by itself.
  public int awaitEnd() throws InterruptedException {
    if (!process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("It did not end:\n" + said());
    }
    return process().exitValue();
  }

  /// As `kill` and Ctrl-C do; returns the exit code.
  public int stop() throws InterruptedException {
    Process running = process();
    running.destroy();
    if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      running.destroyForcibly();
      throw new IllegalStateException("It did not stop:\n" + said());
    }
    return running.exitValue();
  }

  /// The processes that it started, and theirs.
  public List<ProcessHandle> children() {
    return process().descendants().toList();
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /// The end of its console and log, for a message of failure.
  public String said() {
    return Stream.of(console, data.resolve("logs").resolve("confab.log"))
        .map(file -> "--- " + file + "\n" + tail(file))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    try {
      if (isAlive()) {
        stop();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public boolean isReady() {
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

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    // It lives for seconds: what would be compiled better is not run often enough to pay for it.
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", classPath(), MAIN));
    command.addAll(List.of("--port", String.valueOf(port)));
    command.addAll(List.of("--kafka-port", String.valueOf(kafkaPort)));
    command.addAll(List.of("--postgres-port", String.valueOf(postgresPort)));
    command.addAll(List.of("--data", data.toString()));
    return command;
  }

  /// The packaged program where it lies beside its libraries, which it names itself; else ours,
  /// without the tests.
  private static String classPath() {
    List<String> entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.endsWith("test-classes"))
            .toList();
    return entries.stream()
        .filter(Running::isPackaged)
        .findFirst()
        .orElseGet(() -> String.join(File.pathSeparator, entries));
  }

  private static boolean isPackaged(String entry) {
    Path jar = Path.of(entry);
    return jar.getFileName().toString().matches("standalone-.*\\.jar")
        && Files.isDirectory(jar.resolveSibling("lib"));
  }

  /// A port that nobody listens on now.
  public static int freePort() {
    try {
      return LoopbackPort.free();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tail(Path file) {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.of();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Process process() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }
}
