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

/// How long after each fault began writes were acked again: the first at all, and the first in
/// every session. Only writes that were asked after it began count.
final class Recovery {
  private static final double SECOND = 1e9;

  private static final class Blow {
    private final Entry.Fault fault;
    private final long began;
    private final Set<String> acked = new HashSet<>();
    private long first = -1;
    private long all = -1;

    private Blow(Entry.Fault fault, long began) {
      this.fault = fault;
      this.began = began;
    }

    private void acked(String session, long at, int sessions) {
      if (all < 0 && acked.add(session)) {
        first = first < 0 ? at - began : first;
        all = acked.size() == sessions ? at - began : all;
      }
    }
  }

  private record Asked(String session, long at) {}

  private final List<Blow> blows = new ArrayList<>();
  private final Map<Long, Asked> asked = new HashMap<>();
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
      case Entry.Invoked write -> asked.put(write.op(), new Asked(write.session(), line.at()));
      case Entry.Acked ack -> acked(ack, line.at());
      default -> {}
    }
  }

  private void acked(Entry.Acked ack, long at) {
    Asked write = asked.get(ack.op());
    if (write != null) {
      blows.stream()
          .filter(blow -> blow.began < write.at())
          .forEach(blow -> blow.acked(write.session(), at, sessions));
    }
  }

  /// A line for each kind of fault.
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%-16s %5s %21s %21s%n"
            .formatted("fault", "count", "first ack med/max s", "every session med/max"));
    Map<String, List<Blow>> kinds =
        blows.stream()
            .collect(
                Collectors.groupingBy(
                    blow -> blow.fault.name(), LinkedHashMap::new, Collectors.toList()));
    kinds.forEach((name, all) ->
        text.append(
            "%-16s %5d %21s %21s%n"
                .formatted(
                    name,
                    all.size(),
                    spread(all.stream().map(blow -> blow.first).toList()),
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
