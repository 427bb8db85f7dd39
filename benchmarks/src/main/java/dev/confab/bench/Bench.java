package dev.confab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.bench.client.Setup;
import dev.confab.bench.loop.Loop;
import dev.confab.bench.machine.Machine;
import dev.confab.bench.machine.Server;
import dev.confab.bench.report.Report;
import dev.confab.bench.report.ResultFile;
import dev.confab.bench.report.Table;
import dev.confab.bench.workload.Context;
import dev.confab.bench.workload.Hostile;
import dev.confab.bench.workload.KafkaAlone;
import dev.confab.bench.workload.Scale;
import dev.confab.bench.workload.Start;
import dev.confab.bench.workload.VoidRunException;
import dev.confab.bench.workload.Warmth;
import dev.confab.bench.workload.Workload;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `./confab bench`: starts what it needs, one server at a time, measures it, and reports. Exit
/// code 1 if a run is void, 2 if it was asked for something that there is not.
public final class Bench {
  private final Path root = Path.of(System.getProperty("confab.root", "."));
  private final PrintStream console;
  private final Report report;
  private final Options options;
  private boolean complete = true;

  private Bench(Options options, PrintStream console) {
    this.options = options;
    this.console = console;
    this.report = new Report(console);
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    try {
      Bench bench = new Bench(Options.parse(arguments), console);
      System.exit(bench.run(String.join(" ", arguments)) ? 0 : 1);
    } catch (IllegalArgumentException e) {
      console.println(e.getMessage());
      System.exit(2);
    }
  }

  /// False if a run is void or lacks something.
  private boolean run(String arguments) throws IOException {
    Machine machine = Machine.now();
    report.say(machine.line());
    try {
      for (Against against : options.against()) {
        measure(against);
      }
    } catch (VoidRunException e) {
      console.printf(
          "%n********** VOID **********%n%s%n**************************%n", e.getMessage());
      return false;
    }
    console.println(Table.of(report));
    Path file = ResultFile.write(root.resolve("benchmarks/results"), arguments, machine, report);
    console.println("written to " + root.relativize(file));
    return complete;
  }

  private void measure(Against against) throws IOException {
    List<Run> runs =
        options.workloads().stream()
            .filter(run -> against == Against.CONFAB || run.isBare())
            .toList();
    if (against == Against.KAFKA && runs.contains(Run.ROOMS)) {
      KafkaAlone.run(fresh("bench-kafka"), report, options.seconds());
    }
    if (against == Against.CONFAB && runs.contains(Run.START) && options.url() == null) {
      Start.run(root, root.resolve("target/bench-start"), report);
    }
    if (against == Against.CONFAB && runs.contains(Run.SCALE)) {
      Scale.run(root, report, options.seconds());
    }
    if (against == Against.CONFAB && runs.contains(Run.HOSTILE)) {
      for (Hostile.Shape shape : options.shapes()) {
        attack(shape);
      }
    }
    List<Run> onServer = runs.stream().filter(run -> !run.startsItsServers()).toList();
    if (against != Against.KAFKA && !onServer.isEmpty()) {
      try (Server server = against.start(root, options.url());
          Loop loop = new Loop()) {
        Setup setup = new Setup(loop, server.target());
        run(onServer, new Context(loop, server, setup, report, options.seconds()));
      }
    }
  }

  /// What can't be started keeps the others from nothing.
  private void attack(Hostile.Shape shape) {
    try {
      complete &= Hostile.run(root, report, options.seconds(), shape, options.attacks());
    } catch (IOException | VoidRunException e) {
      report.say("hostile, %s, ended early: %s".formatted(shape, e));
      complete = false;
    }
  }

  private static void run(List<Run> runs, Context context) throws IOException {
    boolean warm = false;
    for (Run run : runs) {
      if (run.needsWarmth() && !warm) {
        new Warmth().run(context);
        warm = true;
      }
      Workload workload = run.workload();
      if (workload != null) {
        workload.run(context);
      }
    }
  }

  private Path fresh(String name) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(root.resolve("target")), name);
  }
}
