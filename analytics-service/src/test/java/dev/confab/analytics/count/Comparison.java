package dev.confab.analytics.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.analytics.Batch;
import dev.confab.analytics.RandomChat;
import dev.confab.analytics.view.View;
import dev.confab.schema.analytics.BusiestSessions;
import dev.confab.schema.analytics.ResponseTimes;
import dev.confab.schema.analytics.Window;
import dev.confab.schema.id.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a view says against what a batch found.
final class Comparison {
  private static final Instant FROM = RandomChat.START.minus(Duration.ofDays(9));
  private static final Instant TO = RandomChat.START.plus(Duration.ofDays(9));

  private final View view;

  Comparison(View view) {
    this.view = view;
  }

  void requireEqual(Batch batch) {
    assertThat(minutes()).isNotEmpty().isEqualTo(batch.minutes());
    for (SessionId session : batch.sessions()) {
      assertThat(minutes(session)).as(session.value()).isEqualTo(batch.minutes(session));
    }
    requireResponses(batch.responses());
    requireBusiest(batch);
  }

  private Map<Instant, List<Long>> minutes() {
    Map<Instant, List<Long>> minutes = new TreeMap<>();
    for (var minute : view.minutes(FROM, TO)) {
      minutes.put(
          minute.minute(),
          List.of(
              minute.messages(),
              minute.userMessages(),
              minute.assistantMessages(),
              minute.systemMessages(),
              minute.activeUsers()));
    }
    return minutes;
  }

  private Map<Instant, List<Long>> minutes(SessionId session) {
    Map<Instant, List<Long>> minutes = new TreeMap<>();
    for (var minute : view.minutes(session, FROM, TO)) {
      minutes.put(minute.minute(), List.of(minute.messages(), minute.activeUsers()));
    }
    return minutes;
  }

  private void requireResponses(Map<Instant, List<Long>> expected) {
    List<ResponseTimes> found = view.responses(FROM, TO);
    assertThat(found.stream().map(ResponseTimes::minute))
        .isNotEmpty()
        .containsExactlyElementsOf(expected.keySet());
    for (ResponseTimes row : found) {
      List<Long> millis = expected.getOrDefault(row.minute(), List.of());
      assertThat(row.count()).isEqualTo(millis.size());
      assertThat(row.sumMillis()).isEqualTo(millis.stream().mapToLong(m -> m).sum());
      assertThat(row.maxMillis()).isEqualTo(millis.stream().mapToLong(m -> m).max().orElse(0));
      assertThat(row.buckets()).isEqualTo(buckets(millis));
    }
  }

  private static List<Long> buckets(List<Long> millis) {
    List<Long> buckets = new ArrayList<>();
    long below = -1;
    for (long bound : ResponseTimes.BOUNDS_MILLIS) {
      long from = below;
      buckets.add(millis.stream().filter(m -> m > from && m <= bound).count());
      below = bound;
    }
    long last = below;
    buckets.add(millis.stream().filter(m -> m > last).count());
    return buckets;
  }

  private void requireBusiest(Batch batch) {
    int compared = 0;
    for (Instant hour = Window.HOUR.startOf(FROM);
        hour.isBefore(TO);
        hour = hour.plusSeconds(3600)) {
      compared += requireBusiest(batch, Window.HOUR, hour, Duration.ofHours(1));
    }
    for (Instant day = Window.DAY.startOf(FROM); day.isBefore(TO); day = day.plusSeconds(86_400)) {
      compared += requireBusiest(batch, Window.DAY, day, Duration.ofDays(1));
    }
    assertThat(compared).isPositive();
  }

  private int requireBusiest(Batch batch, Window window, Instant start, Duration length) {
    List<String> expected = batch.busiest(start, start.plus(length));
    List<String> found =
        view.busiest(window, start, BusiestSessions.MOST).stream()
            .map(entry -> entry.sessionId() + " " + entry.messages())
            .toList();
    assertThat(found)
        .isEqualTo(expected.subList(0, Math.min(BusiestSessions.MOST, expected.size())));
    return expected.size();
  }
}
