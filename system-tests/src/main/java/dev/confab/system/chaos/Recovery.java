package dev.confab.system.chaos;

import dev.confab.system.history.Entry;
import dev.confab.system.history.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How long writes waited for their acks after each fault, and how long it took until every session
/// had acked one that was asked after the fault began. Sessions write every few seconds, so the
/// second is that much even if nothing happens.
final class Recovery {
  private static final double SECOND = 1e9;

  /// For how long a write that nothing disturbs may be under way, in nanoseconds.
  private static final long UNDER_WAY = 1_000_000_000;

  private static final class Blow {
    private final Entry.Fault fault;
    private final long began;
    private final Set<String> acked = new HashSet<>();
    private long longest;
    private long all = -1;

    private Blow(Entry.Fault fault, long began) {
      this.fault = fault;
      this.began = began;
    }

    private void acked(String session, long at, int sessions) {
      if (all < 0 && acked.add(session) && acked.size() == sessions) {
        all = at - began;
      }
    }
  }

  /// A write, whatever number of attempts it took.
  private record Write(String session, String user, String clientId) {}

  private final List<Blow> blows = new ArrayList<>();
  private final Map<Long, Write> attempts = new HashMap<>();
  private final Map<Write, Long> asked = new HashMap<>();
  private final int sessions;

  private Recovery(int sessions) {
    this.sessions = sessions;
  }

  static Recovery of(List<Line> lines, int sessions) {
    Recovery recovery = new Recovery(sessions);
    lines.forEach(recovery::take);
    return recovery;
  }

  private void take(Line line) {
    switch (line.entry()) {
      case Entry.Fault fault when fault.begins() -> blows.add(new Blow(fault, line.at()));
      case Entry.Invoked write -> {
        String id = write.clientId() == null ? "op " + write.op() : write.clientId();
        Write key = new Write(write.session(), write.user(), id);
        attempts.put(write.op(), key);
        asked.putIfAbsent(key, line.at());
      }
      case Entry.Acked ack -> acked(ack, line.at());
      default -> {}
    }
  }

  /// The fault that a write met which was asked then: one that began while the write may have been
  /// under way, else the last before it.
  private Blow felt(long asked) {
    Blow felt = blows.getFirst();
    for (Blow blow : blows) {
      if (blow.began < asked + UNDER_WAY) {
        felt = blow;
      }
    }
    return felt;
  }

  /// The first ack of a write counts.
  private void acked(Entry.Acked ack, long at) {
    Write write = attempts.get(ack.op());
    Long since = write == null ? null : asked.remove(write);
    if (write == null || since == null || blows.isEmpty()) {
      return;
    }
    Blow felt = felt(since);
    felt.longest = Math.max(felt.longest, at - since);
    blows.stream()
        .filter(blow -> blow.began < since)
        .forEach(blow -> blow.acked(write.session(), at, sessions));
  }

  /// A line for each kind of fault.
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%-22s %5s %23s %23s%n"
            .formatted("fault", "count", "longest wait med/max s", "every session med/max"));
    Map<String, List<Blow>> kinds =
        blows.stream()
            .collect(
                Collectors.groupingBy(
                    blow -> blow.fault.name(), LinkedHashMap::new, Collectors.toList()));
    kinds.forEach((name, all) ->
        text.append(
            "%-22s %5d %23s %23s%n"
                .formatted(
                    name,
                    all.size(),
                    spread(all.stream().map(blow -> blow.longest).toList()),
                    spread(all.stream().map(blow -> blow.all).toList()))));
    return text.toString();
  }

  private static String spread(List<Long> times) {
    List<Long> sorted = times.stream().filter(time -> time >= 0).sorted().toList();
    String never =
        sorted.size() < times.size() ? " (never: %d)".formatted(times.size() - sorted.size()) : "";
    return sorted.isEmpty()
        ? "never"
        : "%.1f / %.1f%s"
            .formatted(sorted.get(sorted.size() / 2) / SECOND, sorted.getLast() / SECOND, never);
  }
}
