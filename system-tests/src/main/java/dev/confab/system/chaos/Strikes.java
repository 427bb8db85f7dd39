package dev.confab.system.chaos;

import dev.confab.system.crash.CrashAgent;
import dev.confab.system.history.Entry;
import dev.confab.system.history.HistoryWriter;
import dev.confab.system.load.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Does one thing to the cluster, undoes it, and writes both down. One thread.
final class Strikes {
  private static final String NAME = "nemesis";
  private static final Duration PAUSE = Duration.ofSeconds(20);
  private static final Duration ABSENCE = Duration.ofSeconds(45);
  private static final Duration BETWEEN = Duration.ofSeconds(15);
  private static final Duration CHURN = Duration.ofSeconds(10);
  private static final int CHURNS = 4;

  /// Within which a crash point is reached under load, snapshots being the rarest.
  private static final Duration REACHED = Duration.ofSeconds(40);

  private final Cluster cluster;
  private final ClusterCommand command;
  private final Load load;
  private final List<Tail> tails;
  private final HistoryWriter history;
  private final Consumer<String> says;
  private final Random random;

  /// The logs that were.
  private final List<String> lost = new ArrayList<>();

  /// @param tails which read the log
  /// @param says takes what is done, for the user
  Strikes(
      Cluster cluster,
      ClusterCommand command,
      Load load,
      List<Tail> tails,
      HistoryWriter history,
      Consumer<String> says,
      Random random) {
    this.cluster = cluster;
    this.command = command;
    this.load = load;
    this.tails = tails;
    this.history = history;
    this.says = says;
    this.random = random;
  }

  /// Returns when it is undone. Throws `IOException` or `TimeoutException` if it can't be, and
  /// `ExecutionException` if Kafka does not answer.
  void strike(Fault fault)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    switch (fault.act()) {
      case KILL -> kill(fault, List.of(any(fault)), Duration.ofMillis(1000 + random.nextInt(7000)));
      case KILL_EACH -> {
        for (Cluster.Part part : cluster.of(fault.role())) {
          kill(fault, List.of(part), Duration.ofMillis(1000 + random.nextInt(7000)));
          Thread.sleep(BETWEEN);
        }
      }
      case KILL_MOST -> kill(fault, allButOne(fault), PAUSE);
      case MISS -> kill(fault, List.of(any(fault)), ABSENCE);
      case CRASH -> crash(fault, any(fault));
      case PAUSE -> pause(fault, any(fault));
      case PAUSE_LEADER -> pause(fault, Brokers.leader(cluster));
      case CHURN -> churn(fault);
      case SKEW -> skew(fault, any(fault));
      case RESTART -> {
        Cluster.Part part = any(fault);
        begin(fault, part.name());
        command.run("restart", part.name());
        end(fault, part.name());
      }
      case LOSE_LOG -> loseLog(fault);
      case POISON -> {
        begin(fault, "chat.commands");
        String session = load.rooms().get(random.nextInt(load.rooms().size())).id();
        Poison.spread(cluster.kafka(), session);
        end(fault, "chat.commands");
      }
      case RESET -> {
        begin(fault, "sockets");
        load.cutAll();
        end(fault, "sockets");
      }
    }
  }

  private Cluster.Part any(Fault fault) {
    List<Cluster.Part> parts = cluster.of(fault.role());
    return parts.get(random.nextInt(parts.size()));
  }

  private List<Cluster.Part> allButOne(Fault fault) {
    List<Cluster.Part> parts = new ArrayList<>(cluster.of(fault.role()));
    Collections.shuffle(parts, random);
    return parts.subList(1, parts.size());
  }

  private void kill(Fault fault, List<Cluster.Part> parts, Duration absence)
      throws IOException, InterruptedException {
    String names = String.join("+", parts.stream().map(Cluster.Part::name).toList());
    begin(fault, names);
    for (Cluster.Part part : parts) {
      command.run("kill", part.name());
    }
    Thread.sleep(absence);
    for (Cluster.Part part : parts) {
      command.run("start", part.name());
    }
    end(fault, names);
  }

  private void crash(Fault fault, Cluster.Part part)
      throws IOException, InterruptedException, TimeoutException {
    begin(fault, part.name());
    Path folder = command.folder().resolve(part.name());
    Files.createDirectories(folder);
    Path armed = CrashAgent.file(folder);
    Path written = Files.writeString(folder.resolve("crash.new"), fault.point().name());
    Files.move(written, armed);
    long until = System.nanoTime() + REACHED.toNanos();
    while (command.isRunning(part.name())) {
      if (System.nanoTime() > until) {
        Files.deleteIfExists(armed);
        command.run("restart", part.name());
        end(fault, part.name());
        throw new TimeoutException(part.name() + " never came to " + fault.point());
      }
      Thread.sleep(100);
    }
    Thread.sleep(random.nextInt(5000));
    command.run("start", part.name());
    end(fault, part.name());
  }

  private void pause(Fault fault, Cluster.Part part) throws IOException, InterruptedException {
    begin(fault, part.name());
    command.run("stop", part.name());
    try {
      Thread.sleep(PAUSE);
    } finally {
      command.run("cont", part.name());
    }
    end(fault, part.name());
  }

  private void churn(Fault fault) throws IOException, InterruptedException {
    begin(fault, fault.role());
    for (int i = 0; i < CHURNS; i++) {
      Cluster.Part part = any(fault);
      if (random.nextBoolean()) {
        command.run("restart", part.name());
      } else {
        command.run("kill", part.name());
        Thread.sleep(CHURN);
        command.run("start", part.name());
      }
      Thread.sleep(CHURN);
    }
    end(fault, fault.role());
  }

  private void skew(Fault fault, Cluster.Part part) throws IOException, InterruptedException {
    begin(fault, part.name());
    String hour = random.nextBoolean() ? "PT1H" : "PT-1H";
    command.run("restart", part.name(), "-Dconfab.skew=" + hour);
    Thread.sleep(PAUSE);
    command.run("restart", part.name());
    end(fault, part.name());
  }

  /// As the operator is told to: everything that uses the log ends before the new one is made.
  private void loseLog(Fault fault)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    begin(fault, "chat.events");
    List<Cluster.Part> services =
        Stream.of(Cluster.GATEWAY, Cluster.MESSAGE, Cluster.HISTORY)
            .flatMap(role -> cluster.of(role).stream())
            .toList();
    for (Cluster.Part part : services) {
      command.run("kill", part.name());
    }
    for (Tail tail : tails) {
      tail.leaveLog();
    }
    lost.add(Brokers.deleteLog(cluster));
    command.keep("-Dconfab.kafka.replaces-log=" + String.join(",", lost));
    for (Cluster.Part part : services) {
      command.run("start", part.name());
    }
    tails.forEach(Tail::readNewLog);
    end(fault, "chat.events");
  }

  private void begin(Fault fault, String target) {
    says.accept("%s %s".formatted(fault.text(), target));
    history.record(NAME, new Entry.Fault(fault.text(), target, true));
  }

  private void end(Fault fault, String target) {
    history.record(NAME, new Entry.Fault(fault.text(), target, false));
  }
}
