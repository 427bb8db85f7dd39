package dev.confab.bench.machine;

import dev.confab.bench.client.Target;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Confab as processes of its own, as `./confab cluster up` starts them: one broker, one
/// history-service, and as many gateways and message-services as asked for.
public final class Cluster implements Server {
  private static final int PATIENCE_SECONDS = 240;

  private final Path confab;
  private final Path folder;
  private final Target target;
  private final Map<String, List<Long>> pids;
  private final Thread onExit;

  private Cluster(
      Path confab, Path folder, Target target, Map<String, List<Long>> pids, Thread onExit) {
    this.confab = confab;
    this.folder = folder;
    this.target = target;
    this.pids = pids;
    this.onExit = onExit;
  }

  /// On an emptied folder. Returns when a message can make the round trip.
  ///
  /// @param apart see {@link Target}
  public static Cluster start(Path root, int gateways, int messages, int apart) throws IOException {
    Path confab = root.resolve("confab");
    Path folder = root.resolve("target/bench-cluster");
    // Also if it comes up only in part, nothing of it may run beside the next measurement.
    Thread onExit = new Thread(() -> down(confab, folder));
    Runtime.getRuntime().addShutdownHook(onExit);
    run(
        confab,
        "up",
        "--dir",
        folder.toString(),
        "--reset",
        "--brokers",
        "1",
        "--history",
        "1",
        "--gateways",
        Integer.toString(gateways),
        "--message",
        Integer.toString(messages));
    return of(confab, folder, apart, onExit);
  }

  /// As the cluster's own file describes it.
  private static Cluster of(Path confab, Path folder, int apart, Thread onExit) throws IOException {
    JsonNode file = new JsonMapper().readTree(Files.readString(folder.resolve("cluster.json")));
    Map<String, List<Long>> pids = new TreeMap<>();
    List<InetSocketAddress> sockets = new ArrayList<>();
    InetSocketAddress tokens = null;
    for (JsonNode process : file.get("processes")) {
      String role = process.get("role").asString();
      pids.computeIfAbsent(role, name -> new ArrayList<>()).add(process.get("pid").asLong());
      var address =
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), process.get("port").asInt());
      if (role.equals("gateway")) {
        sockets.add(address);
      } else if (role.equals("tokens")) {
        tokens = address;
      }
    }
    if (tokens == null) {
      throw new IOException("nobody issues tokens in " + folder);
    }
    Target target = new Target("confab", sockets, tokens, apart, false);
    return new Cluster(confab, folder, target, pids, onExit);
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public ProcessTree processes() {
    return new ProcessTree(pids.values().stream().flatMap(List::stream).toList());
  }

  /// By what they are: `gateway`, `message`, `history`, `broker`, `postgres`, `tokens`.
  public Map<String, ProcessTree> roles() {
    Map<String, ProcessTree> roles = new TreeMap<>();
    pids.forEach((role, its) -> {
      List<Long> alive = its.stream().filter(pid -> ProcessHandle.of(pid).isPresent()).toList();
      if (!alive.isEmpty()) {
        roles.put(role, new ProcessTree(alive));
      }
    });
    return roles;
  }

  /// The first of the gateways.
  public ProcessTree firstGateway() {
    return new ProcessTree(pids.getOrDefault("gateway", List.of()).getFirst());
  }

  static void run(Path confab, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(confab.toString(), "cluster"));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile("confab-cluster", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("cluster " + arguments[0] + " failed:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
    Files.delete(log);
  }

  private static void down(Path confab, Path folder) {
    try {
      run(confab, "down", "--dir", folder.toString());
    } catch (IOException e) {
      System.err.println(e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    run(confab, "down", "--dir", folder.toString());
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // This process is ending.
    }
  }
}
