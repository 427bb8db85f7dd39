package dev.confab.analytics.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.confab.schema.analytics.ResponseTimes;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// How long users waited, of many answers.
///
/// The percentiles are of a histogram: right about the bucket, and within it a straight line. All
/// but the count are `null` if there were no answers.
@JsonPropertyOrder({"count", "meanMillis", "p50Millis", "p90Millis", "p99Millis", "maxMillis"})
record Responses(
    long count,
    @Nullable Long meanMillis,
    @Nullable Long p50Millis,
    @Nullable Long p90Millis,
    @Nullable Long p99Millis,
    @Nullable Long maxMillis) {
  static ResponseTimes sum(Collection<ResponseTimes> times) {
    return times.stream().reduce(ResponseTimes.none(Instant.EPOCH, 0), ResponseTimes::plus);
  }

  static Responses of(ResponseTimes times) {
    if (times.count() == 0) {
      return new Responses(0, null, null, null, null, null);
    }
    return new Responses(
        times.count(),
        times.sumMillis() / times.count(),
        percentile(times, 0.50),
        percentile(times, 0.90),
        percentile(times, 0.99),
        times.maxMillis());
  }

  /// The least time within which that share of the answers came.
  private static long percentile(ResponseTimes times, double share) {
    double rank = share * times.count();
    long before = 0;
    long least = 0;
    for (int i = 0; i < ResponseTimes.BOUNDS_MILLIS.size(); i++) {
      long bound = ResponseTimes.BOUNDS_MILLIS.get(i);
      long here = times.buckets().get(i);
      if (here > 0 && before + here >= rank) {
        long most = Math.min(bound, times.maxMillis());
        return least + Math.round((most - least) * Math.max(0, rank - before) / here);
      }
      before += here;
      least = bound + 1;
    }
    return times.maxMillis();
  }
}
