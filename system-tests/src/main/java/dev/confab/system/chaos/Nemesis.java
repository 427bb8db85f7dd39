package dev.confab.system.chaos;

import dev.confab.system.history.Entry;
import dev.confab.system.history.HistoryWriter;
import dev.confab.system.load.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Breaks one thing after the other, each of them at least once if there is time, in an order that
/// the seed decides; and heals each before the next. One thread.
final class Nemesis {
  private static final String NAME = "nemesis";
  private static final Duration PAUSE = Duration.ofSeconds(20);
  private static final Duration CHURN = Duration.ofSeconds(10);
  private static final int CHURNS = 4;

  private final Cluster cluster;
  private final ClusterCommand command;
  private final Load load;
  private final HistoryWriter history;
  private final Consumer<String> says;
  private final Random random;
  private final List<String> troubles = new ArrayList<>();

  /// @param says takes what is done, for the user
  Nemesis(
      Cluster cluster,
      ClusterCommand command,
      Load load,
      HistoryWriter history,
      Consumer<String> says,
      Random random) {
    this.cluster = cluster;
    this.command = command;
    this.load = load;
    this.history = history;
    this.says = says;
    this.random = random;
  }

  /// Returns when the time is over and everything is healed, with what could not be.
  List<String> rage(List<Fault> faults, Duration time) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    rest(5, 8, until);
    while (System.nanoTime() < until && !faults.isEmpty()) {
      List<Fault> round = new ArrayList<>(faults);
      Collections.shuffle(round, random);
      for (Fault fault : round) {
        if (System.nanoTime() < until) {
          tryTo(fault);
          rest(10, 8, until);
        }
      }
    }
    rest(Integer.MAX_VALUE / 1000, 1, until);
    return troubles;
  }

  private void rest(int least, int more, long until) throws InterruptedException {
    long wished = 1000L * least + random.nextInt(1000 * more);
    Thread.sleep(Math.clamp((until - System.nanoTime()) / 1_000_000, 0, wished));
  }

  /// A part that does not come back is trouble, and the run goes on: what the others do counts.
  private void tryTo(Fault fault) throws InterruptedException {
    try {
      strike(fault);
    } catch (IOException | ExecutionException | TimeoutException e) {
      troubles.add(fault.text() + ": " + e.getMessage());
      says.accept(troubles.getLast());
    }
  }

  private void strike(Fault fault)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    switch (fault.act()) {
      case KILL -> kill(fault, any(fault));
      case KILL_EACH -> {
        for (Cluster.Part part : cluster.of(fault.role())) {
          kill(fault, part);
          Thread.sleep(15_000);
        }
      }
      case PAUSE -> pause(fault, any(fault));
      case PAUSE_LEADER -> pause(fault, Brokers.leader(cluster));
      case CHURN -> churn(fault);
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

  private void kill(Fault fault, Cluster.Part part) throws IOException, InterruptedException {
    begin(fault, part.name());
    command.run("kill", part.name());
    Thread.sleep(1000 + random.nextInt(7000));
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

  private void begin(Fault fault, String target) {
    says.accept("%s %s".formatted(fault.text(), target));
    history.record(NAME, new Entry.Fault(fault.text(), target, true));
  }

  private void end(Fault fault, String target) {
    history.record(NAME, new Entry.Fault(fault.text(), target, false));
  }
}
