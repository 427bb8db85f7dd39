package dev.confab.analytics.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.analytics.ResponseTimes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResponsesTest {
  @Test
  void saysNothingOfNoAnswers() {
    assertThat(Responses.of(ResponseTimes.none(Instant.EPOCH, 0)))
        .isEqualTo(new Responses(0, null, null, null, null, null));
  }

  @Test
  void knowsTheOneAnswer() {
    Responses one = Responses.of(ResponseTimes.none(Instant.EPOCH, 0).plus(640));

    assertThat(one.count()).isEqualTo(1);
    assertThat(one.meanMillis()).isEqualTo(640);
    assertThat(one.maxMillis()).isEqualTo(640);
    assertThat(one.p99Millis()).isBetween(500L, 640L);
  }

  /// A percentile is never in another bucket than the exact one.
  @Test
  void findsTheBucketOfEachPercentile() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      long[] millis = new long[1 + random.nextInt(300)];
      ResponseTimes times = ResponseTimes.none(Instant.EPOCH, 0);
      for (int i = 0; i < millis.length; i++) {
        millis[i] = (long) Math.exp(random.nextDouble() * 15);
        times = times.plus(millis[i]);
      }
      Arrays.sort(millis);
      Responses found = Responses.of(times);
      assertThat(bucket(found.p50Millis())).isEqualTo(bucket(exact(millis, 0.50)));
      assertThat(bucket(found.p90Millis())).isEqualTo(bucket(exact(millis, 0.90)));
      assertThat(bucket(found.p99Millis())).isEqualTo(bucket(exact(millis, 0.99)));
      assertThat(found.maxMillis()).isEqualTo(millis[millis.length - 1]);
      assertThat(found.meanMillis()).isEqualTo(Arrays.stream(millis).sum() / millis.length);
    }
  }

  private static long exact(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  private static long bucket(@Nullable Long millis) {
    long known = Objects.requireNonNull(millis);
    return ResponseTimes.BOUNDS_MILLIS.stream().filter(bound -> known > bound).count();
  }
}
