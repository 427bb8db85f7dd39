package dev.confab.bench.workload;

import dev.confab.bench.check.OrderCheck;
import dev.confab.bench.client.Client;
import dev.confab.bench.client.Crowd;
import dev.confab.bench.client.Setup;
import dev.confab.bench.loop.Loop;
import dev.confab.bench.machine.Cluster;
import dev.confab.bench.machine.Cpu;
import dev.confab.bench.machine.CpuWindow;
import dev.confab.bench.machine.ProcessTree;
import dev.confab.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What more processes cost. On one machine they share the cores, so it is told in CPU per message
/// and role, not in speed.
///
/// Then, what a gateway pays for sessions that are none of its own: one session stays on a gateway
/// while the other ones, on another gateway, get more and more.
public final class Scale {
  private record Shape(int gateways, int messages) {}

  private static final List<Shape> SHAPES =
      List.of(new Shape(1, 1), new Shape(2, 1), new Shape(3, 1), new Shape(1, 2), new Shape(2, 2));
  private static final double RATE = 400;
  private static final double WARM_SECONDS = 45;
  private static final double PATIENCE = 20;
  private static final double OWN_RATE = 20;
  private static final int[] OTHERS = {0, 200, 400, 800};

  private Scale() {}

  public static void run(Path root, Report report, double seconds) throws IOException {
    for (Shape shape : SHAPES) {
      try (Cluster cluster = Cluster.start(root, shape.gateways(), shape.messages(), 0);
          Loop loop = new Loop()) {
        measure(shape, cluster, context(loop, cluster, report, seconds));
      }
    }
    try (Cluster cluster = Cluster.start(root, 2, 1, 1);
        Loop loop = new Loop()) {
      besideOthers(cluster, context(loop, cluster, report, seconds));
    }
  }

  private static Context context(Loop loop, Cluster cluster, Report report, double seconds) {
    return new Context(loop, cluster, new Setup(loop, cluster.target()), report, seconds);
  }

  private static void measure(Shape shape, Cluster cluster, Context context) throws IOException {
    String workload =
        "scale, gateways: %d, message-services: %d, %,.0f messages/s"
            .formatted(shape.gateways(), shape.messages(), RATE);
    try (Stage stage = Stage.open("scale", context, Rooms.SESSIONS, Rooms.MEMBERS)) {
      stage.run(RATE, 0, WARM_SECONDS, PATIENCE);
      stage.settle();
      Map<String, ProcessTree> roles = cluster.roles();
      Map<String, Double> before = seconds(roles);
      Step step = stage.run(RATE, 0, context.seconds(), PATIENCE);
      Map<String, Double> after = seconds(roles);
      double sent = RATE * context.seconds();
      context.figure(workload, "send to receive, p50", "ms", step.receive50());
      context.figure(workload, "send to receive, p99", "ms", step.receive99());
      context.figure(
          workload, "CPU per delivery, all", "us", step.cpu().serverMicros(step.delivered()));
      after.forEach((role, end) ->
          context.figure(
              workload,
              "CPU per message, " + role,
              "us",
              (end - before.getOrDefault(role, 0.0)) * 1e6 / sent));
      stage.settle();
    }
  }

  private static Map<String, Double> seconds(Map<String, ProcessTree> roles) {
    Map<String, Double> seconds = new HashMap<>();
    roles.forEach((role, processes) -> seconds.put(role, processes.cpuSeconds()));
    return seconds;
  }

  private static void besideOthers(Cluster cluster, Context context) throws IOException {
    try (Stage stage =
        Stage.open("beside others", context, Rooms.SESSIONS, Rooms.MEMBERS, Lopsided::new)) {
      Lopsided traffic = (Lopsided) stage.traffic();
      traffic.others = RATE;
      stage.run(OWN_RATE + RATE, 0, WARM_SECONDS, PATIENCE);
      stage.settle();
      for (int others : OTHERS) {
        traffic.others = others;
        double rate = OWN_RATE + others;
        long now = System.nanoTime();
        CpuWindow window =
            new CpuWindow(
                cluster.firstGateway(), now, now + (long) (context.seconds() * 1_000_000_000L));
        stage.run(rate, 0, context.seconds(), PATIENCE);
        stage.settle();
        Cpu cpu = window.result();
        context.figure(
            "a gateway with one session of 10 at %.0f messages/s, beside others"
                .formatted(OWN_RATE),
            "its CPU with %,d messages/s in %d other sessions"
                .formatted(others, Rooms.SESSIONS - 1),
            "cores",
            cpu.serverCores());
      }
    }
  }

  /// So much in the first room, and so much in all others.
  private static final class Lopsided extends Traffic {
    private final SplittableRandom random = new SplittableRandom(7);
    private double others;

    private Lopsided(OrderCheck check) {
      super(check);
    }

    @Override
    Client pick(Crowd crowd) {
      boolean own = random.nextDouble() * (OWN_RATE + others) < OWN_RATE;
      int first = own ? 0 : Rooms.MEMBERS;
      int end = own ? Rooms.MEMBERS : crowd.clients().size();
      return crowd.clients().get(random.nextInt(first, end));
    }
  }
}
