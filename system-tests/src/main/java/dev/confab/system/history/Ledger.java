package dev.confab.system.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A history, sorted by what it tells of: the sessions' logs first, then the writes, whose answers
/// need the logs. Built in two passes.
final class Ledger {
  private record Key(String session, String user, String id) {}

  private final Map<String, SessionLog> logs = new LinkedHashMap<>();
  private final Map<String, List<LogEvent>> raw = new LinkedHashMap<>();
  private final Map<Key, Write> writes = new LinkedHashMap<>();

  /// Writes without a key, known by their bodies.
  private final Set<Key> unkeyed = new HashSet<>();

  private final Map<String, List<LogEvent>> later = new LinkedHashMap<>();
  private final Map<Long, Write> byOp = new HashMap<>();
  private final Map<String, Long> acked = new HashMap<>();

  static Ledger of(List<Line> lines) {
    Ledger ledger = new Ledger();
    for (Line line : lines) {
      if (line.entry()
          instanceof Entry.Tailed(boolean filtered, int lost, int p, long o, LogEvent event)) {
        SessionLog log = ledger.log(event.session());
        if (!filtered) {
          ledger.raw.computeIfAbsent(event.session(), s -> new ArrayList<>()).add(event);
        } else {
          if (lost == 0 || !log.holds(event)) {
            log.add(event);
          }
          if (lost > 0) {
            ledger
                .later
                .computeIfAbsent(event.session() + " in log " + (lost + 1), s -> new ArrayList<>())
                .add(event);
          }
        }
      }
    }
    return ledger;
  }

  SessionLog log(String session) {
    return logs.computeIfAbsent(session, s -> new SessionLog());
  }

  Map<String, SessionLog> logs() {
    return logs;
  }

  /// Every record with a key, also those that don't count, by session in the topic's order.
  Map<String, List<LogEvent>> raw() {
    return raw;
  }

  /// What counts in each log that replaced a lost one, by session and log, in order.
  Map<String, List<LogEvent>> later() {
    return later;
  }

  Collection<Write> writes() {
    return writes.values();
  }

  /// Whether somebody asked for that event.
  boolean isAsked(LogEvent event) {
    return writes.containsKey(new Key(event.session(), event.actor(), event.commandId()))
        || unkeyed.contains(new Key(event.session(), event.actor(), event.body()));
  }

  /// The highest seq of the session that was acked in the lines that were taken.
  long acked(String session) {
    return acked.getOrDefault(session, 0L);
  }

  /// Takes a line that is about a write; others it leaves. In order.
  void take(Entry entry) {
    switch (entry) {
      case Entry.Invoked invoked -> invoked(invoked);
      case Entry.Acked answer -> acked(write(answer.op()), answer.seq());
      case Entry.Refused answer when !answer.isOpen() -> write(answer.op()).refused();
      default -> {}
    }
  }

  private void invoked(Entry.Invoked invoked) {
    String id = invoked.clientId() == null ? "op " + invoked.op() : invoked.clientId();
    Write write =
        writes.computeIfAbsent(
            new Key(invoked.session(), invoked.user(), id),
            key -> new Write(invoked, acked(invoked.session())));
    if (invoked.clientId() == null) {
      unkeyed.add(new Key(invoked.session(), invoked.user(), invoked.body()));
    }
    write.attempt();
    byOp.put(invoked.op(), write);
  }

  private void acked(Write write, long told) {
    long seq = told;
    String session = write.first().session();
    String key = write.key();
    if (seq == 0 && key != null) {
      List<LogEvent> found = log(session).of(write.first().user(), key);
      seq = found.isEmpty() ? 0 : found.getFirst().seq();
    }
    write.acked(seq);
    acked.merge(session, seq, Math::max);
  }

  private Write write(long op) {
    Write write = byOp.get(op);
    if (write == null) {
      throw new IllegalArgumentException("an answer to op " + op + ", which nobody asked");
    }
    return write;
  }
}
