package dev.confab.web.limit;

import io.github.bucket4j.Bucket;
import org.jspecify.annotations.Nullable;

/// One connection's use of a rate. It costs next to nothing until the connection is busy. Not
/// thread-safe.
public final class Meter {
  /// Not worth a bucket.
  private static final int FEW = 64;

  private final Rate rate;
  private final Runnable whenRefused;
  private int taken;
  private @Nullable Bucket bucket;

  public Meter(Rate rate, Runnable whenRefused) {
    this.rate = rate;
    this.whenRefused = whenRefused;
  }

  /// Takes one in any case. Returns for how many nanoseconds no more may come, so that the rate is
  /// kept.
  public long pause() {
    if (rate.isUnlimited()) {
      return 0;
    }
    Bucket full = bucket;
    if (full == null) {
      if (taken < Math.min(FEW, rate.burst())) {
        taken++;
        return 0;
      }
      full = rate.bucket(taken);
      bucket = full;
    }
    long nanos = full.consumeIgnoringRateLimits(1);
    if (nanos > 0) {
      whenRefused.run();
    }
    return nanos;
  }
}
