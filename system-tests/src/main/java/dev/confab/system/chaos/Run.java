package dev.confab.system.chaos;

import dev.confab.schema.codec.MalformedException;
import dev.confab.system.history.Counts;
import dev.confab.system.history.Entry;
import dev.confab.system.history.HistoryChecker;
import dev.confab.system.history.HistoryFile;
import dev.confab.system.history.HistoryWriter;
import dev.confab.system.history.Line;
import dev.confab.system.history.Verdict;
import dev.confab.system.load.Load;
import dev.confab.system.load.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One run: load, faults, quiet, and the verdict. What it wrote down stays in the results folder.
final class Run {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private final Options options;
  private final Cluster cluster;
  private final ClusterCommand command;
  private final Consumer<String> says;
  private final List<String> troubles = new ArrayList<>();
  private Map<String, Long> last = Map.of();

  /// @param command does things to that cluster's processes
  Run(Options options, Cluster cluster, ClusterCommand command, Consumer<String> says) {
    this.options = options;
    this.cluster = cluster;
    this.command = command;
    this.says = says;
  }

  /// True if every promise was kept.
  boolean go() throws Exception {
    Files.createDirectories(options.results());
    String name = "seed-%d-%d".formatted(options.settings().seed(), System.currentTimeMillis());
    Path file = options.results().resolve(name + ".jsonl");
    List<Fault> faults = options.faults(cluster);
    says.accept("history %s, faults %s".formatted(file, faults.stream().map(Fault::text).toList()));
    String ends;
    int sessions;
    try (HistoryWriter history = new HistoryWriter(file);
        Load load = Load.prepare(options.settings(), cluster.endpoints(), history)) {
      sessions = load.rooms().size();
      play(load, history, faults);
      ends =
          "sockets closed by code %s, reads refused %d"
              .formatted(load.closes(), load.refusedReads());
    }
    Path verdict = options.results().resolve(name + ".txt");
    return judge(file, sessions, ends, verdict, faults);
  }

  private void play(Load load, HistoryWriter history, List<Fault> faults)
      throws InterruptedException, IOException, SQLException {
    Set<String> sessions = load.rooms().stream().map(Room::id).collect(Collectors.toSet());
    Tail filtered = new Tail(cluster.kafka(), true, sessions, history);
    Tail raw = new Tail(cluster.kafka(), false, sessions, history);
    List<Thread> tails = List.of(new Thread(filtered, "filtered"), new Thread(raw, "raw"));
    tails.forEach(Thread::start);
    try {
      load.start();
      Random random = new Random(options.settings().seed());
      Strikes strikes =
          new Strikes(cluster, command, load, List.of(filtered, raw), history, says, random);
      troubles.addAll(new Nemesis(strikes, says, random).rage(faults, options.time()));
      quiet(load, filtered, raw);
      collect(load, history, sessions);
      history.record("chaos", new Entry.Quiet());
    } finally {
      tails.forEach(Thread::interrupt);
      for (Thread tail : tails) {
        tail.join();
      }
    }
  }

  private void quiet(Load load, Tail filtered, Tail raw) throws InterruptedException {
    says.accept("quiet: every write gets its answer");
    require(load.quiet(PATIENCE), "some writes never got an answer");
    // What nobody waits for any more may still land.
    long since = System.nanoTime();
    Map<String, Long> before;
    do {
      before = filtered.last();
      Thread.sleep(SETTLED);
    } while (!filtered.last().equals(before) && System.nanoTime() - since < PATIENCE.toNanos());
    long now = System.nanoTime();
    await("the topic can't be read", () -> filtered.hasRead(now) && raw.hasRead(now));
    last = filtered.last();
    says.accept("quiet: every view catches up");
    require(load.awaitSeen(last, PATIENCE), "some clients never saw all");
  }

  private void collect(Load load, HistoryWriter history, Set<String> sessions)
      throws InterruptedException, IOException, SQLException {
    require(load.readAll(last, PATIENCE), "some sessions can't be read by REST");
    ArchiveRows archive = new ArchiveRows(cluster.jdbc());
    await("the archive stays behind", () -> archive.holds(last));
    archive.record(sessions, history);
  }

  private void await(String trouble, BooleanSupplier done) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() < until) {
      Thread.sleep(200);
    }
    require(done.getAsBoolean(), trouble);
  }

  private void require(boolean well, String trouble) {
    if (!well) {
      troubles.add(trouble);
      says.accept(trouble);
    }
  }

  private boolean judge(Path file, int sessions, String ends, Path results, List<Fault> faults)
      throws IOException, MalformedException {
    List<Line> lines = HistoryFile.read(file);
    Verdict verdict = HistoryChecker.check(lines, needed(faults));
    StringBuilder text = new StringBuilder();
    text.append("seed %d%n%n".formatted(options.settings().seed()));
    text.append(Recovery.of(lines, sessions).text()).append(System.lineSeparator());
    text.append(verdict.text()).append(System.lineSeparator());
    text.append(ends).append(System.lineSeparator());
    troubles.forEach(trouble -> text.append("TROUBLE: %s%n".formatted(trouble)));
    boolean well = verdict.passes() && troubles.isEmpty();
    text.append(well ? "Every promise was kept." : "A PROMISE WAS BROKEN.");
    Files.writeString(results, text);
    says.accept(System.lineSeparator() + text);
    if (!well) {
      says.accept("what the services said last:");
      cluster.said(Cluster.MESSAGE).forEach(says);
      cluster.said(Cluster.GATEWAY).forEach(says);
    }
    return well;
  }

  private static Set<String> needed(List<Fault> faults) {
    Set<String> needed = new HashSet<>(HistoryChecker.ALWAYS);
    needed.add(Counts.ROWS);
    if (!faults.isEmpty()) {
      needed.add(Counts.FAULTS);
    }
    if (faults.stream().anyMatch(fault -> !fault.role().isEmpty())) {
      needed.add(Counts.UNKNOWNS);
    }
    if (faults.contains(Fault.KILL_GATEWAY) || faults.contains(Fault.RESET_SOCKETS)) {
      needed.add(Counts.RECOVERED);
    }
    return needed;
  }
}
