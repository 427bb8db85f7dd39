package dev.confab.system.history;

import java.util.List;
import java.util.Set;

/// Says whether a history keeps every promise. Takes time and memory linear in it.
public final class HistoryChecker {
  /// What must be in every run that is to tell something.
  public static final Set<String> ALWAYS =
      Set.of(Counts.WRITES, Counts.ACKS, Counts.RECEIVED, Counts.TOPIC, Counts.RAW, Counts.PAGES);

  private HistoryChecker() {}

  /// Whether each of those counts is more than 0 is checked, too.
  public static Verdict check(List<Line> lines, Set<String> needed) {
    Findings findings = new Findings();
    Counts counts = new Counts();
    Ledger ledger = Ledger.of(lines);
    StreamChecks streams = new StreamChecks(ledger, findings);
    ViewChecks views = new ViewChecks(ledger, findings);
    JoinCheck joins = new JoinCheck(findings);
    for (Line line : lines) {
      counts.take(line.entry());
      ledger.take(line.entry());
      streams.take(line.entry());
      views.take(line.entry());
      joins.take(line, ledger);
    }
    new LogChecks(ledger, findings).run();
    new WriteChecks(ledger, findings).run();
    views.end();
    needed.stream()
        .filter(name -> counts.of(name) == 0)
        .sorted()
        .forEach(name -> findings.add(Check.VACUOUS, "no %s".formatted(name)));
    return new Verdict(counts, findings);
  }
}
