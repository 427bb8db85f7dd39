package dev.confab.analytics.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.confab.analytics.view.MinuteTotals;
import dev.confab.analytics.view.View;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The last hour and the last day in a few numbers.
///
/// @param uncounted messages whose own time is so far from the log's that no minute has them
@JsonPropertyOrder({"asOf", "completeSince", "uncounted", "hour", "day"})
record Overview(Instant asOf, Instant completeSince, long uncounted, Stretch hour, Stretch day) {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// @param mostActiveUsersAMinute users of the minute that had the most
  @JsonPropertyOrder({
    "from",
    "to",
    "messages",
    "userMessages",
    "assistantMessages",
    "systemMessages",
    "mostMessagesAMinute",
    "mostActiveUsersAMinute",
    "responses"
  })
  record Stretch(
      Instant from,
      Instant to,
      long messages,
      long userMessages,
      long assistantMessages,
      long systemMessages,
      long mostMessagesAMinute,
      long mostActiveUsersAMinute,
      Responses responses) {}

  /// Minutes up to that of `asOf`.
  static Overview of(View view, Instant asOf, Instant completeSince) {
    Instant to = asOf.truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
    return new Overview(
        asOf,
        completeSince,
        view.uncounted(),
        stretch(view, to.minus(Duration.ofHours(1)), to),
        stretch(view, to.minus(Duration.ofDays(1)), to));
  }

  private static Stretch stretch(View view, Instant from, Instant to) {
    List<MinuteTotals> minutes = view.minutes(from, to);
    return new Stretch(
        from,
        to,
        minutes.stream().mapToLong(MinuteTotals::messages).sum(),
        minutes.stream().mapToLong(MinuteTotals::userMessages).sum(),
        minutes.stream().mapToLong(MinuteTotals::assistantMessages).sum(),
        minutes.stream().mapToLong(MinuteTotals::systemMessages).sum(),
        minutes.stream().mapToLong(MinuteTotals::messages).max().orElse(0),
        minutes.stream().mapToLong(MinuteTotals::activeUsers).max().orElse(0),
        Responses.of(Responses.sum(view.responses(from, to))));
  }
}
