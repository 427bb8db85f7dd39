package dev.confab.bench.machine;

import dev.confab.bench.client.Target;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A gateway, a message-service and a history-service as their images start them, with the memory
/// of their containers, beside the broker, the database and the issuer of a {@link Cluster}.
///
/// The JVM is told of the memory that the container would have; nothing kills a process that takes
/// more, so {@link #deaths} counts that as a death, too.
public final class Contained implements Server {
  private static final int PATIENCE_SECONDS = 180;
  private static final List<String> SERVICES = List.of("gateway-1", "message-1", "history-1");

  private final Path root;
  private final Path folder;
  private final Cluster cluster;
  private final Map<String, Container> containers = new TreeMap<>();
  private final Map<String, List<String>> arguments = new TreeMap<>();
  private final Map<String, Process> services = new TreeMap<>();
  private final Map<String, Integer> ports = new TreeMap<>();

  private Contained(Path root, Cluster cluster) {
    this.root = root;
    this.folder = root.resolve("target/bench-cluster");
    this.cluster = cluster;
  }

  /// @param sizes by role
  public static Contained start(Path root, Function<String, Container> sizes) throws IOException {
    Contained contained = new Contained(root, Cluster.start(root, 1, 1, 0));
    try {
      contained.replace(sizes);
    } catch (IOException e) {
      contained.close();
      throw e;
    }
    return contained;
  }

  private void replace(Function<String, Container> sizes) throws IOException {
    JsonNode file = new JsonMapper().readTree(Files.readString(folder.resolve("cluster.json")));
    for (JsonNode process : file.get("processes")) {
      String name = process.get("name").asString();
      if (SERVICES.contains(name)) {
        containers.put(name, sizes.apply(process.get("role").asString()));
        ports.put(name, process.get("port").asInt());
        arguments.put(name, arguments(process.get("pid").asLong()));
        Cluster.run(root.resolve("confab"), "kill", name, "--dir", folder.toString());
      }
    }
    for (String name : arguments.keySet()) {
      begin(name);
    }
    for (String name : arguments.keySet()) {
      awaitReady(name);
    }
  }

  /// What stands behind `-jar` on the command line: the jar, and the program's arguments.
  private static List<String> arguments(long pid) throws IOException {
    String line = Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    List<String> words = Arrays.asList(line.split("\0"));
    return words.subList(words.indexOf("-jar") + 1, words.size());
  }

  private void begin(String name) throws IOException {
    List<String> program = arguments.getOrDefault(name, List.of());
    Container container = container(name);
    List<String> command = new ArrayList<>();
    command.add(root.resolve("deploy/service/start").toString());
    command.addAll(program.subList(1, program.size()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name)));
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().put("PATH", java + ":" + System.getenv("PATH"));
    builder.environment().put("PGPASSFILE", passwords());
    builder.environment().put("SERVICE_JAR", program.getFirst());
    builder.environment().put("HEAP_PERCENT", container.heapPercent());
    builder
        .environment()
        .put("JAVA_OPTS", "-XX:MaxRAM=" + container.megabytes() + "m " + container.javaOptions());
    services.put(name, builder.start());
  }

  private String passwords() throws IOException {
    return new JsonMapper()
        .readTree(Files.readString(folder.resolve("cluster.json")))
        .get("passwords")
        .asString();
  }

  private void awaitReady(String name) throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Probe.isReady(address(name), "readiness")) {
      if (!service(name).isAlive() || System.nanoTime() > until) {
        throw new IOException(name + " did not start, see " + log(name));
      }
      try {
        Thread.sleep(250);
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }
  }

  /// The services that ended, or that took more than their containers have, by what there is to say
  /// of them; those are started again.
  public Map<String, String> deaths() throws IOException {
    Map<String, String> deaths = new TreeMap<>();
    for (String name : SERVICES) {
      Process process = service(name);
      if (!process.isAlive()) {
        deaths.put(name, "ended with " + process.exitValue());
      } else if (peakMegabytes(name) > container(name).megabytes()) {
        deaths.put(name, "took " + peakMegabytes(name) + " MB and would have been killed");
        process.destroyForcibly();
      }
    }
    for (String name : deaths.keySet()) {
      begin(name);
      awaitReady(name);
    }
    return deaths;
  }

  /// The most that was resident since it began.
  public long peakMegabytes(String name) {
    return new ProcessTree(service(name).pid()).ownPeakKib() / 1_024;
  }

  public List<String> names() {
    return SERVICES;
  }

  public Container container(String name) {
    Container container = containers.get(name);
    if (container == null) {
      throw new IllegalArgumentException(name);
    }
    return container;
  }

  private Process service(String name) {
    Process process = services.get(name);
    if (process == null) {
      throw new IllegalArgumentException(name);
    }
    return process;
  }

  public InetSocketAddress address(String name) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), ports.getOrDefault(name, 0));
  }

  private File log(String name) {
    return folder.resolve("logs").resolve(name + ".log").toFile();
  }

  @Override
  public Target target() {
    return cluster.target();
  }

  /// By what they are, the driver apart.
  public Map<String, ProcessTree> roles() {
    Map<String, ProcessTree> roles = new TreeMap<>();
    cluster
        .roles()
        .forEach((role, tree) -> {
          if (!services.containsKey(role + "-1")) {
            roles.put(role, tree);
          }
        });
    services.forEach((name, process) -> roles.put(name, new ProcessTree(process.pid())));
    return roles;
  }

  @Override
  public ProcessTree processes() {
    return new ProcessTree(roles().values().stream().map(ProcessTree::pid).toList());
  }

  @Override
  public void close() throws IOException {
    services.values().forEach(Process::destroy);
    for (Process process : services.values()) {
      try {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    cluster.close();
  }
}
