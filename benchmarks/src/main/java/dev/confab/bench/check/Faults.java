package dev.confab.bench.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The faults that were found: all are counted, the first of each kind told.
public final class Faults {
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private final Map<Fault, String> first = new EnumMap<>(Fault.class);

  void add(Fault fault, String words) {
    if (counts.merge(fault, 1, Integer::sum) == 1) {
      first.put(fault, words);
    }
  }

  public boolean none() {
    return counts.isEmpty();
  }

  public int count(Fault fault) {
    return counts.getOrDefault(fault, 0);
  }

  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    counts.forEach((fault, count) ->
        sentences.add("%d x %s; first: %s".formatted(count, fault.sentence(), first.get(fault))));
    return sentences;
  }
}
