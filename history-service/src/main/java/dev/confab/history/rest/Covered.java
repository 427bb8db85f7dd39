package dev.confab.history.rest;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// The partitions that instances speak for in one list, and how far the view of each has come: the
/// offset of its next record. Not thread-safe.
final class Covered {
  /// On a part of a list: the partitions.
  static final String PARTITIONS = "Confab-Partitions";

  /// The offsets, in the order of the partitions.
  static final String POSITIONS = "Confab-Positions";

  private final SortedMap<Integer, Long> reached = new TreeMap<>();

  int count() {
    return reached.size();
  }

  Map<Integer, Long> reached() {
    return reached;
  }

  /// Of two instances that speak for a partition the one that is behind counts.
  void add(int partition, long next) {
    reached.merge(partition, next, Math::min);
  }

  /// What another instance speaks for; if it does not say how far it has come, it counts for one
  /// that has read nothing.
  void add(HttpHeaders headers) {
    String[] partitions = values(headers.getFirst(PARTITIONS));
    String[] positions = values(headers.getFirst(POSITIONS));
    for (int i = 0; i < partitions.length; i++) {
      add(
          Integer.parseInt(partitions[i]),
          positions.length == partitions.length ? Long.parseLong(positions[i]) : 0);
    }
  }

  void write(HttpHeaders headers) {
    headers.set(PARTITIONS, joined(reached.keySet().stream().map(String::valueOf)));
    headers.set(POSITIONS, joined(reached.values().stream().map(String::valueOf)));
  }

  private static String joined(Stream<String> values) {
    return values.collect(Collectors.joining(","));
  }

  private static String[] values(@Nullable String list) {
    return list == null || list.isEmpty() ? new String[0] : list.split(",", -1);
  }
}
