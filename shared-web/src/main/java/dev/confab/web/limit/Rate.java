package dev.confab.web.limit;

import io.github.bucket4j.Bucket;
import java.time.Duration;

/// So many a second on average, and so many at once after a rest.
///
/// @param perSecond 0 for no limit
public record Rate(long perSecond, long burst) {
  public boolean isUnlimited() {
    return perSecond <= 0;
  }

  /// Full, but for what was taken already.
  Bucket bucket(long taken) {
    long capacity = Math.max(1, burst);
    return Bucket.builder()
        .addLimit(limit ->
            limit
                .capacity(capacity)
                .refillGreedy(perSecond, Duration.ofSeconds(1))
                .initialTokens(Math.max(0, capacity - taken)))
        .build();
  }

  /// After which without use a bucket is full again.
  Duration rest() {
    return Duration.ofSeconds(isUnlimited() ? 0 : burst / perSecond + 1);
  }
}
