package dev.confab.bench.rate;

/// When each write of a run is due, whatever became of those before it.
///
/// @param start of `System.nanoTime`
public record Schedule(long start, double perSecond) {
  private static final double SECOND = 1e9;

  public long due(long number) {
    return start + Math.round(number * SECOND / perSecond);
  }

  /// How many are due before that time.
  public long dueBefore(long time) {
    return time <= start ? 0 : (long) Math.ceil((time - start) * perSecond / SECOND);
  }
}
