package dev.confab.web.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;

/// The use that each of many makes of the same rate. Who has not used it for so long that his burst
/// is his again is forgotten. Thread-safe.
///
/// @param <K> who uses it
public final class Meters<K> {
  private static final long MOST = 100_000;

  private final Rate rate;
  private final Runnable whenRefused;
  private final Cache<K, Bucket> buckets;

  public Meters(Rate rate, Runnable whenRefused) {
    this.rate = rate;
    this.whenRefused = whenRefused;
    this.buckets = Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(rate.rest()).build();
  }

  /// Whether so many more of his are within the rate: all or none.
  public boolean take(K who, long count) {
    if (rate.isUnlimited() || count == 0 || bucketOf(who).tryConsume(count)) {
      return true;
    }
    whenRefused.run();
    return false;
  }

  /// Whether so many can ever be within the rate.
  boolean fits(long count) {
    return rate.isUnlimited() || count <= rate.burst();
  }

  /// Takes as many, also where that is more than the rate gives: then he waits the longer.
  void spend(K who, long count) {
    if (!rate.isUnlimited() && count > 0) {
      bucketOf(who).consumeIgnoringRateLimits(count);
    }
  }

  /// Takes one, unless he would have to wait for longer than `most`: what he owes is bounded by
  /// that. Returns for how many nanoseconds he should wait, so that the rate is kept.
  public long pause(K who, long most) {
    if (rate.isUnlimited()) {
      return 0;
    }
    Bucket bucket = bucketOf(who);
    long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    if (nanos <= most) {
      nanos = bucket.consumeIgnoringRateLimits(1);
    }
    if (nanos > 0) {
      whenRefused.run();
    }
    return nanos;
  }

  private Bucket bucketOf(K who) {
    return buckets.get(who, k -> rate.bucket(0));
  }
}
