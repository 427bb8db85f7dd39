package dev.confab.system.history;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How much of what there is in a history. One thread.
public final class Counts {
  public static final String WRITES = "writes";
  public static final String ATTEMPTS = "attempts";
  public static final String ACKS = "acks";
  public static final String REFUSALS = "refusals";
  public static final String UNKNOWNS = "attempts without a verdict";
  public static final String JOINS = "joins";
  public static final String RECOVERED = "resumes recovered";
  public static final String NOT_RECOVERED = "resumes not recovered";
  public static final String RECEIVED = "events received";
  public static final String CLOSES = "connections closed";
  public static final String PAGES = "pages read";
  public static final String TOPIC = "events on the topic";
  public static final String RAW = "records on the topic";
  public static final String ROWS = "archive rows";
  public static final String FAULTS = "faults";

  private static final List<String> NAMES =
      List.of(
          WRITES,
          ATTEMPTS,
          ACKS,
          REFUSALS,
          UNKNOWNS,
          JOINS,
          RECOVERED,
          NOT_RECOVERED,
          RECEIVED,
          CLOSES,
          PAGES,
          TOPIC,
          RAW,
          ROWS,
          FAULTS);

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Set<List<String>> writes = new HashSet<>();

  Counts() {
    NAMES.forEach(name -> counts.put(name, 0L));
  }

  void take(Entry entry) {
    switch (entry) {
      case Entry.Invoked invoked -> invoked(invoked);
      case Entry.Acked acked -> add(ACKS);
      case Entry.Refused refused -> add(refused.isOpen() ? UNKNOWNS : REFUSALS);
      case Entry.Unanswered unanswered -> add(UNKNOWNS);
      case Entry.Joined joined -> joined(joined);
      case Entry.Received received -> add(RECEIVED);
      case Entry.Closed closed -> add(CLOSES);
      case Entry.Page page -> add(PAGES);
      case Entry.Tailed tailed -> add(tailed.filtered() ? TOPIC : RAW);
      case Entry.Archived archived -> add(ROWS);
      case Entry.Fault fault when fault.begins() -> add(FAULTS);
      case Entry.Fault fault -> {}
      case Entry.Quiet quiet -> {}
    }
  }

  public long of(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /// In a fixed order.
  public Map<String, Long> all() {
    return Collections.unmodifiableMap(counts);
  }

  private void invoked(Entry.Invoked invoked) {
    add(ATTEMPTS);
    String id = invoked.clientId() == null ? "op " + invoked.op() : invoked.clientId();
    if (writes.add(List.of(invoked.session(), invoked.user(), id))) {
      add(WRITES);
    }
  }

  private void joined(Entry.Joined joined) {
    add(JOINS);
    if (joined.after() != null) {
      add(joined.recovered() ? RECOVERED : NOT_RECOVERED);
    }
  }

  private void add(String name) {
    counts.merge(name, 1L, Long::sum);
  }
}
