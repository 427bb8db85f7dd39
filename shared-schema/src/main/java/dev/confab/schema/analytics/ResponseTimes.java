package dev.confab.schema.analytics;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.confab.schema.codec.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How long users waited for an assistant, of the answers that came in one minute in the sessions
/// of one shard: the minute has the sum over all parts, and the largest maximum.
///
/// @param minute its first instant
/// @param part the shard
/// @param buckets how many took up to each of {@link #BOUNDS_MILLIS}, and above the one before;
///   last, how many took longer than all of them
@JsonPropertyOrder({"minute", "part", "count", "sumMillis", "maxMillis", "buckets"})
public record ResponseTimes(
    Instant minute, int part, long count, long sumMillis, long maxMillis, List<Long> buckets)
    implements Row {
  /// Upper bounds, inclusive. They are part of the contract: new ones need a new topic.
  public static final List<Long> BOUNDS_MILLIS =
      List.of(
          100L, 250L, 500L, 1_000L, 2_500L, 5_000L, 10_000L, 30_000L, 60_000L, 300_000L, 900_000L);

  /// Throws `IllegalArgumentException` if there is not one bucket more than bounds.
  public ResponseTimes {
    buckets = List.copyOf(buckets);
    if (buckets.size() != BOUNDS_MILLIS.size() + 1) {
      throw new IllegalArgumentException("there are " + buckets.size() + " buckets");
    }
  }

  public static ResponseTimes none(Instant minute, int part) {
    return new ResponseTimes(
        minute, part, 0, 0, 0, Collections.nCopies(BOUNDS_MILLIS.size() + 1, 0L));
  }

  @Override
  public String key() {
    return Json.format(minute) + "/" + part;
  }

  public ResponseTimes plus(long millis) {
    int bucket = Collections.binarySearch(BOUNDS_MILLIS, millis);
    List<Long> counts = new ArrayList<>(buckets);
    int place = bucket < 0 ? -bucket - 1 : bucket;
    counts.set(place, counts.get(place) + 1);
    return new ResponseTimes(
        minute, part, count + 1, sumMillis + millis, Math.max(maxMillis, millis), counts);
  }

  /// The sum of both, under this one's minute and part.
  public ResponseTimes plus(ResponseTimes other) {
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i < buckets.size(); i++) {
      counts.add(buckets.get(i) + other.buckets.get(i));
    }
    return new ResponseTimes(
        minute,
        part,
        count + other.count,
        sumMillis + other.sumMillis,
        Math.max(maxMillis, other.maxMillis),
        counts);
  }
}
