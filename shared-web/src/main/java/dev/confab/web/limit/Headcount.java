package dev.confab.web.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How many of each kind are in. Thread-safe.
///
/// @param <K> what they have in common
public final class Headcount<K> {
  private final int most;
  private final Runnable whenRefused;
  private final Map<K, Integer> in = new ConcurrentHashMap<>();

  /// `most`: 0 for no limit.
  public Headcount(int most, Runnable whenRefused) {
    this.most = most;
    this.whenRefused = whenRefused;
  }

  /// Whether one more may come in. Who does must {@link #leave}.
  public boolean enter(K kind) {
    if (in.merge(kind, 1, Integer::sum) <= most || most <= 0) {
      return true;
    }
    leave(kind);
    whenRefused.run();
    return false;
  }

  public void leave(K kind) {
    in.computeIfPresent(kind, (k, count) -> count == 1 ? null : count - 1);
  }
}
