package dev.confab.analytics.view;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Rows by time and part. Not thread-safe.
final class Parts<R> {
  private final NavigableMap<Instant, Map<Integer, R>> rows = new TreeMap<>();

  void put(Instant time, int part, R row) {
    rows.computeIfAbsent(time, t -> new HashMap<>()).put(part, row);
  }

  void remove(Instant time, int part) {
    Map<Integer, R> parts = rows.get(time);
    if (parts != null && parts.remove(part) != null && parts.isEmpty()) {
      rows.remove(time);
    }
  }

  void removeBefore(Instant floor) {
    rows.headMap(floor, false).clear();
  }

  /// The parts of that time.
  Collection<R> at(Instant time) {
    return List.copyOf(rows.getOrDefault(time, Map.of()).values());
  }

  /// The times that have rows, from the one to before the other.
  List<Instant> times(Instant from, Instant to) {
    return from.isBefore(to) ? List.copyOf(rows.subMap(from, true, to, false).keySet()) : List.of();
  }
}
