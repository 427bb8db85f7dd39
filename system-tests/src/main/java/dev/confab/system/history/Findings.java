package dev.confab.system.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The violations that were found: how many of each kind, and the first of them in words. One
/// thread.
public final class Findings {
  private static final int SHOWN = 20;

  private final Map<Check, Integer> counts = new EnumMap<>(Check.class);
  private final Map<Check, List<String>> shown = new EnumMap<>(Check.class);

  void add(Check check, String words) {
    if (counts.merge(check, 1, Integer::sum) <= SHOWN) {
      shown.computeIfAbsent(check, c -> new ArrayList<>()).add(words);
    }
  }

  public int count(Check check) {
    return counts.getOrDefault(check, 0);
  }

  /// The first 20 in words.
  public List<String> shown(Check check) {
    return shown.getOrDefault(check, List.of());
  }

  public boolean none() {
    return counts.isEmpty();
  }
}
