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

  /// Whether one more is within the rate.
  public boolean take() {
    if (rate.isUnlimited()) {
      return true;
    }
    Bucket full = bucket;
    if (full == null) {
      if (taken < Math.min(FEW, rate.burst())) {
        taken++;
        return true;
      }
      full = rate.bucket(taken);
      bucket = full;
    }
    if (full.tryConsume(1)) {
      return true;
    }
    whenRefused.run();
    return false;
  }
}
