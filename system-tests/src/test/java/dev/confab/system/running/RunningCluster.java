package dev.confab.system.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Brokers, PostgreSQL, the issuer and the services as processes of their own, by `./confab
/// cluster`. It takes the jars as they are built.
///
/// When it is closed nothing of it runs any more, whatever went wrong before.
public final class RunningCluster implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path CONFAB = Path.of("..", "confab");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PORTS = 60;

  private final Path folder;
  private final Path console;
  private final String jvmOptions;

  private RunningCluster(Path folder, String jvmOptions) {
    this.folder = folder;
    this.jvmOptions = jvmOptions;
    this.console = folder.resolveSibling(folder.getFileName() + ".txt");
  }

  /// Returns when a message has made the round trip. All its JVMs have the options.
  public static RunningCluster up(Path folder, String jvmOptions) {
    RunningCluster cluster = new RunningCluster(folder.toAbsolutePath(), jvmOptions);
    try {
      cluster.confab("up", "--reset", "--brokers", "3", "--port-base", "" + portBase());
      return cluster;
    } catch (IllegalStateException e) {
      cluster.close();
      throw e;
    }
  }

  public Path folder() {
    return folder;
  }

  public URI tokens() {
    return URI.create(json().path("tokens").asString());
  }

  /// Counted from 1.
  public URI gateway(int number) {
    return URI.create(json().path("gateways").path(number - 1).asString());
  }

  /// Counted from 1.
  public URI history(int number) {
    return URI.create(json().path("history").path(number - 1).asString());
  }

  public Database database() {
    JsonNode file = json();
    return Database.at(
        file.path("postgres").asString(), Path.of(file.path("passwords").asString()));
  }

  public ProcessHandle process(String name) {
    for (JsonNode process : json().path("processes")) {
      if (process.path("name").asString().equals(name)) {
        return ProcessHandle.of(process.path("pid").asLong()).orElseThrow();
      }
    }
    throw new IllegalArgumentException(name);
  }

  public void kill(String name) {
    confab("kill", name);
  }

  /// Returns when it is ready.
  public void start(String name) {
    confab("start", name);
  }

  /// Takes it down as a user does.
  public void down() {
    confab("down");
  }

  /// What of it runs, by the ids that it wrote down.
  public List<ProcessHandle> alive() {
    Path pids = folder.resolve("pids");
    if (Files.notExists(pids)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(pids)) {
      return files.map(RunningCluster::pid).flatMap(this::ours).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    alive()
        .forEach(process -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        });
  }

  private void confab(String verb, String... arguments) {
    List<String> command = new ArrayList<>(List.of(CONFAB.toString(), "cluster", verb));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--dir", folder.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()));
    builder.environment().put("JDK_JAVA_OPTIONS", jvmOptions);
    builder.environment().put("CONFAB_BUILD", "no");
    builder.environment().put("CONFAB_JAVA_HOME", System.getProperty("java.home"));
    try {
      Process process = builder.start();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(String.join(" ", command) + " takes too long");
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " failed:\n" + Files.readString(console));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode json() {
    try {
      return JSON.readTree(Files.readAllBytes(folder.resolve("cluster.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long pid(Path file) {
    try {
      return Long.parseLong(Files.readString(file, UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<ProcessHandle> ours(long pid) {
    return pid <= 0
        ? Stream.empty()
        : ProcessHandle.of(pid)
            .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
            .stream();
  }

  private static int portBase() {
    return IntStream.iterate(20_000, base -> base < 30_000, base -> base + PORTS)
        .filter(base -> IntStream.range(base, base + PORTS).allMatch(RunningCluster::isFree))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
