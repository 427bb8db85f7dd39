package dev.confab.system.history;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the topic alone must keep: each session's seqs without a hole, each with one content, and
/// the same for a consumer that only drops what it has seen.
final class LogChecks {
  private final Ledger ledger;
  private final Findings findings;

  LogChecks(Ledger ledger, Findings findings) {
    this.ledger = ledger;
    this.findings = findings;
  }

  void run() {
    ledger.logs().forEach(this::order);
    ledger.logs().forEach(this::origin);
    ledger.raw().forEach(this::deduplicated);
    ledger.logs().forEach(this::kept);
    ledger.later().forEach(this::whole);
  }

  /// A log that replaced another one begins anywhere, and goes on without a hole.
  private void whole(String where, List<LogEvent> events) {
    long next = events.getFirst().seq();
    for (LogEvent event : events) {
      if (event.seq() != next) {
        findings.add(
            Check.LOG_HOLE,
            "%s: seq %d where %d is next: %s".formatted(where, event.seq(), next, event));
      }
      next = event.seq() + 1;
    }
  }

  private void order(String session, SessionLog log) {
    Map<Long, LogEvent> seen = new HashMap<>();
    long next = 1;
    for (LogEvent event : log.events()) {
      LogEvent before = seen.putIfAbsent(event.seq(), event);
      if (before != null && !before.digest().equals(event.digest())) {
        findings.add(
            Check.TWO_CONTENTS,
            "%s seq %d on the topic: %s, %s".formatted(session, event.seq(), before, event));
      }
      if (event.seq() != next) {
        findings.add(
            Check.LOG_HOLE,
            "%s: seq %d where %d is next: %s".formatted(session, event.seq(), next, event));
      }
      next = event.seq() + 1;
    }
  }

  private void origin(String session, SessionLog log) {
    for (LogEvent event : log.events()) {
      if (WriteKind.of(event.type()).isPresent() && !ledger.isAsked(event)) {
        findings.add(Check.INVENTED, "%s: nobody asked for %s".formatted(session, event));
      }
    }
  }

  private void deduplicated(String session, List<LogEvent> records) {
    Map<Long, LogEvent> first = new LinkedHashMap<>();
    records.forEach(record -> first.putIfAbsent(record.seq(), record));
    SessionLog log = ledger.logs().getOrDefault(session, new SessionLog());
    for (LogEvent record : first.values()) {
      LogEvent truth = log.at(record.seq());
      if (truth == null || !truth.digest().equals(record.digest())) {
        findings.add(
            Check.TAILS_DIFFER,
            "%s.%d: by ce_id %s, by the filter %s".formatted(session, record.seq(), record, truth));
      }
    }
  }

  /// What counts must be among what is there.
  private void kept(String session, SessionLog log) {
    Map<Long, Integer> there = new HashMap<>();
    ledger
        .raw()
        .getOrDefault(session, List.of())
        .forEach(record -> there.merge(record.seq(), 1, Integer::sum));
    for (LogEvent event : log.events()) {
      if (!there.containsKey(event.seq())) {
        findings.add(
            Check.TAILS_DIFFER,
            "%s.%d is only in the filtered tail".formatted(session, event.seq()));
      }
    }
  }
}
