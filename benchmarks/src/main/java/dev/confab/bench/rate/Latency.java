package dev.confab.bench.rate;

import org.HdrHistogram.Histogram;

/// How long things took, in nanoseconds, from when they were due: a stall so counts for all that
/// was due in it, and not only for the one that was under way. Only what was due in the window
/// counts, and it counts whenever it comes.
public final class Latency {
  private static final long LONGEST = 600_000_000_000L;

  private final Histogram histogram = new Histogram(1_000, LONGEST, 3);
  private long from;
  private long to;

  /// Opens everything from now on; {@link #window} narrows it.
  public Latency() {
    this(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
  }

  public Latency(long from, long to) {
    this.from = from;
    this.to = to;
  }

  public void window(long begin, long end) {
    from = begin;
    to = end;
    histogram.reset();
  }

  public boolean counts(long due) {
    return due - from >= 0 && due - to < 0;
  }

  public void record(long due, long now) {
    if (counts(due)) {
      histogram.recordValue(Math.min(LONGEST, Math.max(0, now - due)));
    }
  }

  public void recordNanos(long nanos) {
    histogram.recordValue(Math.min(LONGEST, Math.max(0, nanos)));
  }

  public long count() {
    return histogram.getTotalCount();
  }

  /// In milliseconds; not a number if there is none.
  public double millis(double percentile) {
    return count() == 0 ? Double.NaN : histogram.getValueAtPercentile(percentile) / 1e6;
  }

  public double maxMillis() {
    return count() == 0 ? Double.NaN : histogram.getMaxValue() / 1e6;
  }
}
