package dev.confab.bench.workload;

import dev.confab.bench.attack.Attack;
import dev.confab.bench.attack.Attacker;
import dev.confab.bench.client.Room;
import dev.confab.bench.client.Setup;
import dev.confab.bench.loop.Loop;
import dev.confab.bench.machine.AllInOne;
import dev.confab.bench.machine.Contained;
import dev.confab.bench.machine.Container;
import dev.confab.bench.machine.ProcessTree;
import dev.confab.bench.machine.Server;
import dev.confab.bench.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// One attack after the other on services with the memory that they have in containers, while users
/// go on: what becomes of the services, and of the users' times. A service that ends is started
/// again, and the run goes on.
public final class Hostile {
  /// What is attacked.
  public enum Shape {
    COMPOSE,
    CHART,
    ALONE
  }

  private static final int SESSIONS = 6;
  private static final int MEMBERS = 4;
  private static final double RATE = 20;
  private static final double WARM_SECONDS = 40;
  private static final double HEAD_START = 2;
  private static final double PATIENCE = 15;

  private final Context context;
  private final Shape shape;
  private final InetSocketAddress history;
  private boolean broken;

  private Hostile(Context context, Shape shape, InetSocketAddress history) {
    this.context = context;
    this.shape = shape;
    this.history = history;
  }

  /// False if something could not be measured, or a promise was broken; the others have their
  /// figures.
  public static boolean run(
      Path root, Report report, double seconds, Shape shape, List<Attack> attacks)
      throws IOException {
    try (Server server = server(root, shape);
        Ending _ = new Ending(server);
        Loop loop = new Loop()) {
      Setup setup = new Setup(loop, server.target());
      Context context = new Context(loop, server, setup, report, seconds);
      InetSocketAddress history =
          server instanceof Contained contained
              ? contained.address("history-1")
              : server.target().address();
      Hostile hostile = new Hostile(context, shape, history);
      hostile.run(attacks);
      return !hostile.broken;
    }
  }

  /// Ends the services also where the run is broken off.
  private static final class Ending implements AutoCloseable {
    private final Thread hook;

    private Ending(Server server) {
      hook =
          new Thread(() -> {
            try {
              server.close();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // It runs by now, and ends what it has to.
      }
    }
  }

  private static Server server(Path root, Shape shape) throws IOException {
    return switch (shape) {
      case COMPOSE -> Contained.start(root, sized(role -> Container.ofCompose(root, role)));
      case CHART -> Contained.start(root, sized(role -> Container.ofChart(root, role)));
      case ALONE -> AllInOne.start(root, root.resolve("target/bench-data"), true);
    };
  }

  private interface Size {
    Container of(String role) throws IOException;
  }

  private static Function<String, Container> sized(Size size) {
    return role -> {
      try {
        return size.of(role);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private void run(List<Attack> attacks) throws IOException {
    try (Stage stage = stage("warm")) {
      stage.run(RATE, 0, WARM_SECONDS, PATIENCE);
      ((Victims) stage.traffic()).close();
    }
    for (int i = 0; i < attacks.size(); i++) {
      Attack attack = attacks.get(i);
      context.say(
          "attack %d of %d, as %s: %s"
              .formatted(
                  i + 1, attacks.size(), shape.name().toLowerCase(Locale.ROOT), attack.text()));
      try {
        under(attack);
      } catch (IOException | VoidRunException e) {
        // The next one has its figures all the same.
        context.say(attack.text() + " has no figures: " + e.getMessage());
        broken = true;
      }
    }
  }

  private Stage stage(String name) throws IOException {
    return Stage.open(
        name, context, SESSIONS, MEMBERS, check -> new Victims(context, history, check));
  }

  private void under(Attack attack) throws IOException {
    try (Stage stage = stage(attack.text())) {
      Victims victims = (Victims) stage.traffic();
      Moment quiet = moment(stage, victims, context.seconds());
      Map<String, Long> answers;
      Moment during;
      Map<String, Double> cores;
      try (Attacker attacker = attacker(attack)) {
        attack.begin(attacker, stage.rooms().getFirst().owner());
        pass(HEAD_START);
        Map<String, Double> before = seconds();
        long begun = System.nanoTime();
        during = moment(stage, victims, context.seconds());
        cores = cores(before, (System.nanoTime() - begun) / 1e9);
        answers = attacker.answers();
      }
      Moment after = moment(stage, victims, context.seconds() / 2);
      victims.close();
      report(attack, quiet, during, after, answers, cores);
    }
  }

  private Attacker attacker(Attack attack) throws IOException {
    String name = "mallory-" + attack.text();
    Room room = context.setup().rooms(List.of(List.of(name))).getFirst();
    String token = context.setup().token(name);
    return new Attacker(
        context.server().target().address(), history, token == null ? "" : token, room);
  }

  /// p99 of all that users do, in milliseconds.
  private record Moment(
      double receive,
      double ack,
      double write,
      double read,
      double late,
      Map<String, Integer> failed) {
    double worstTo(Moment quiet) {
      return Math.max(
          Math.max(receive / quiet.receive, ack / quiet.ack),
          Math.max(write / quiet.write, read / quiet.read));
    }
  }

  private Moment moment(Stage stage, Victims victims, double seconds) throws IOException {
    Step step = stage.run(RATE, 0, seconds, PATIENCE);
    Map<String, Integer> failed = victims.takeFailures();
    count(failed, "sockets closed", step.closed());
    count(failed, "frames refused", step.refused());
    count(failed, "deliveries missing", (int) step.missing());
    return new Moment(
        step.receive99(),
        step.ack99(),
        victims.write().millis(99),
        victims.read().millis(99),
        step.lag(),
        failed);
  }

  private static void count(Map<String, Integer> failed, String what, int count) {
    if (count > 0) {
      failed.merge(what, count, Integer::sum);
    }
  }

  private void pass(double seconds) throws IOException {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    context.loop().run(now -> now > end ? -1 : Loop.LATER);
  }

  private Map<String, ProcessTree> roles() {
    Map<String, ProcessTree> roles = new TreeMap<>();
    if (context.server() instanceof Contained contained) {
      roles.putAll(contained.roles());
    } else {
      roles.put("all-in-one", context.server().processes());
    }
    return roles;
  }

  private Map<String, Double> seconds() {
    Map<String, Double> seconds = new HashMap<>();
    roles().forEach((role, tree) -> seconds.put(role, tree.cpuSeconds()));
    // The services are children of it.
    seconds.put("driver", ProcessTree.self().ownCpuSeconds());
    for (ProcessTree.Chore chore : ProcessTree.Chore.values()) {
      String name = "of all of them " + chore.name().toLowerCase(Locale.ROOT);
      seconds.put(name, roles().values().stream().mapToDouble(t -> t.cpuSeconds(chore)).sum());
    }
    return seconds;
  }

  private Map<String, Double> cores(Map<String, Double> before, double seconds) {
    Map<String, Double> cores = new TreeMap<>();
    seconds()
        .forEach((role, now) -> cores.put(role, (now - before.getOrDefault(role, now)) / seconds));
    return cores;
  }

  private void report(
      Attack attack,
      Moment quiet,
      Moment during,
      Moment after,
      Map<String, Long> answers,
      Map<String, Double> cores)
      throws IOException {
    String workload =
        "hostile, %s, %s".formatted(shape.name().toLowerCase(Locale.ROOT), attack.text());
    Map<String, Long> peaks = peaks();
    Map<String, String> deaths =
        context.server() instanceof Contained contained ? contained.deaths() : Map.of();
    figures(workload, "quiet", quiet);
    figures(workload, "during", during);
    figures(workload, "after", after);
    context.figure(
        workload, "worst ratio of a p99 to its quiet value, during", "", during.worstTo(quiet));
    context.figure(workload, "the same right after", "", after.worstTo(quiet));
    context.figure(workload, "services that ended", "", deaths.size());
    peaks.forEach((name, most) ->
        context.figure(workload, name + ", resident at most so far", "MB", (double) most));
    cores.forEach((role, used) -> context.figure(workload, "CPU, " + role, "cores", used));
    context.say(
        "%s: %s; ratio %.1f, after %.1f; failed %s, after %s; answered %s; deaths %s; resident at most so far %s; cores %s"
            .formatted(
                attack.text(),
                attack.sentence(),
                during.worstTo(quiet),
                after.worstTo(quiet),
                during.failed,
                after.failed,
                answers,
                deaths,
                peaks,
                rounded(cores)));
  }

  /// In MB.
  private Map<String, Long> peaks() {
    Map<String, Long> peaks = new TreeMap<>();
    if (context.server() instanceof Contained contained) {
      contained.names().forEach(name -> peaks.put(name, contained.peakMegabytes(name)));
    }
    return peaks;
  }

  private static Map<String, String> rounded(Map<String, Double> cores) {
    Map<String, String> rounded = new TreeMap<>();
    cores.forEach((role, used) -> rounded.put(role, "%.2f".formatted(used)));
    return rounded;
  }

  private void figures(String workload, String when, Moment moment) {
    context.figure(workload, when + ": send to receive, p99", "ms", moment.receive);
    context.figure(workload, when + ": send to ack, p99", "ms", moment.ack);
    context.figure(workload, when + ": REST write, p99", "ms", moment.write);
    context.figure(workload, when + ": REST read, p99", "ms", moment.read);
    context.figure(workload, when + ": driver late, p99", "ms", moment.late);
    moment.failed.forEach((what, count) -> context.figure(workload, when + ": " + what, "", count));
  }
}
