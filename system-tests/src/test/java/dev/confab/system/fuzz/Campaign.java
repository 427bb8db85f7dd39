package dev.confab.system.fuzz;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// All fuzzers at once, each in a thread of its own, for a time.
final class Campaign {
  /// Of one fuzzer: one cause brings many.
  private static final int MOST_FINDINGS = 10;

  /// What one fuzzer did.
  ///
  /// @param outcomes how its cases ended, and how many each
  record Report(String fuzzer, long cases, Map<String, Integer> outcomes, List<Finding> findings) {
    @Override
    public String toString() {
      return "%s: %d cases %s".formatted(fuzzer, cases, outcomes);
    }
  }

  private final long seed;
  private final Map<Fuzzer, Long> fuzzers = new LinkedHashMap<>();

  Campaign(long seed, List<Fuzzer> fuzzers) {
    this.seed = seed;
    fuzzers.forEach(fuzzer -> this.fuzzers.put(fuzzer, 0L));
  }

  /// Goes on with the cases where it stopped the last time.
  List<Report> run(Duration time) {
    List<Report> reports = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Report>> running = new ArrayList<>();
      long until = System.nanoTime() + time.toNanos();
      fuzzers.forEach(
          (fuzzer, from) -> running.add(threads.submit(() -> run(fuzzer, from, until))));
      for (Future<Report> report : running) {
        reports.add(report.get());
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
    fuzzers
        .keySet()
        .forEach(fuzzer ->
            reports.stream()
                .filter(report -> report.fuzzer().equals(fuzzer.name()))
                .forEach(report -> fuzzers.merge(fuzzer, report.cases(), Long::sum)));
    return reports;
  }

  private Report run(Fuzzer fuzzer, long from, long until) throws IOException {
    Map<String, Integer> outcomes = new TreeMap<>();
    List<Finding> findings = new ArrayList<>();
    long number = from;
    while (System.nanoTime() - until < 0 && findings.size() < MOST_FINDINGS) {
      outcomes.merge(tryCase(fuzzer, number++, findings), 1, Integer::sum);
    }
    fuzzer.close();
    return new Report(fuzzer.name(), number - from, outcomes, findings);
  }

  /// How it ended.
  String tryCase(Fuzzer fuzzer, long number, List<Finding> findings) {
    Attempt attempt = new Attempt();
    try {
      fuzzer.tryCase(new Dice(seed, fuzzer.name(), number), attempt);
      return attempt.outcome();
    } catch (IOException | RuntimeException | AssertionError e) {
      String cause = e.getCause() == null ? "" : " (" + e.getCause() + ")";
      findings.add(new Finding(fuzzer.name(), seed, number, e + cause, attempt.input()));
      return "finding";
    }
  }
}
