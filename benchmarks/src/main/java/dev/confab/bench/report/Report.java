package dev.confab.bench.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The figures of a run as they come in, told on the console meanwhile. Keeps the order of its
/// workloads, metrics and targets.
public final class Report {
  /// A line of the table: one metric for every target that has it.
  public record Row(String metric, String unit, Map<String, Double> values) {}

  private final PrintStream console;
  private final Map<String, Map<String, Row>> workloads = new LinkedHashMap<>();
  private final Set<String> targets = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();
  private final long begin = System.nanoTime();

  public Report(PrintStream console) {
    this.console = console;
  }

  public void add(String workload, String metric, String unit, String target, double value) {
    targets.add(target);
    workloads
        .computeIfAbsent(workload, name -> new LinkedHashMap<>())
        .computeIfAbsent(metric, name -> new Row(metric, unit, new LinkedHashMap<>()))
        .values()
        .put(target, value);
  }

  /// A figure that is there already, or else the other value.
  public double value(String workload, String metric, String target, double otherwise) {
    Row row = workloads.getOrDefault(workload, Map.of()).get(metric);
    return row == null ? otherwise : row.values().getOrDefault(target, otherwise);
  }

  /// On the console at once, and among the notes of the file.
  public void say(String words) {
    String line = "%6.1f s  %s".formatted((System.nanoTime() - begin) / 1e9, words);
    console.println(line);
    notes.add(line);
  }

  public Map<String, Map<String, Row>> workloads() {
    return workloads;
  }

  public List<String> targets() {
    return List.copyOf(targets);
  }

  public List<String> notes() {
    return List.copyOf(notes);
  }
}
