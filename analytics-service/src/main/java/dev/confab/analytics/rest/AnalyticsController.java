package dev.confab.analytics.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.confab.analytics.view.Current;
import dev.confab.analytics.view.MinuteTotals;
import dev.confab.schema.analytics.BusiestSessions;
import dev.confab.schema.analytics.ResponseTimes;
import dev.confab.schema.analytics.SessionMinute;
import dev.confab.schema.analytics.Window;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Scope;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.Id;
import dev.confab.schema.id.SessionId;
import dev.confab.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The numbers, for those with scope `chat:service`: they are about sessions of which the caller
/// need not be a member.
///
/// Every answer says up to when it has everything that is in the log (`asOf`), and from when on
/// (`completeSince`).
@RestController
public class AnalyticsController {
  private static final int BUSIEST = 10;

  @JsonPropertyOrder({"asOf", "completeSince", "from", "to", "items"})
  record Minutes(
      Instant asOf, Instant completeSince, Instant from, Instant to, List<MinuteTotals> items) {}

  @JsonPropertyOrder({"asOf", "completeSince", "from", "to", "sessionId", "items"})
  record SessionMinutes(
      Instant asOf,
      Instant completeSince,
      Instant from,
      Instant to,
      SessionId sessionId,
      List<SessionItem> items) {}

  @JsonPropertyOrder({"minute", "messages", "activeUsers"})
  record SessionItem(Instant minute, long messages, long activeUsers) {
    static SessionItem of(SessionMinute row) {
      return new SessionItem(row.minute(), row.messages(), row.activeUsers());
    }
  }

  @JsonPropertyOrder({"asOf", "completeSince", "window", "start", "items"})
  record Busiest(
      Instant asOf,
      Instant completeSince,
      Window window,
      Instant start,
      List<BusiestSessions.Entry> items) {}

  @JsonPropertyOrder({"asOf", "completeSince", "from", "to", "total", "buckets", "items"})
  record ResponseAnswer(
      Instant asOf,
      Instant completeSince,
      Instant from,
      Instant to,
      Responses total,
      List<Bucket> buckets,
      List<ResponseItem> items) {}

  /// @param upToMillis `null` for those above all bounds
  @JsonPropertyOrder({"upToMillis", "count"})
  record Bucket(@Nullable Long upToMillis, long count) {}

  @JsonPropertyOrder({"minute", "responses"})
  record ResponseItem(Instant minute, Responses responses) {
    static ResponseItem of(ResponseTimes row) {
      return new ResponseItem(row.minute(), Responses.of(row));
    }
  }

  private final Current current;

  AnalyticsController(Current current) {
    this.current = current;
  }

  @GetMapping("/analytics/overview")
  Overview overview(Caller caller) {
    require(caller);
    Instant asOf = current.asOf();
    return Overview.of(current.view(), asOf, current.completeSince(asOf));
  }

  @GetMapping(path = "/analytics/minutes", params = "!sessionId")
  Minutes minutes(
      Caller caller,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    require(caller);
    Instant asOf = current.asOf();
    TimeRange range = TimeRange.of(from, to, asOf);
    return new Minutes(
        asOf,
        current.completeSince(asOf),
        range.from(),
        range.to(),
        current.view().minutes(range.from(), range.to()));
  }

  @GetMapping(path = "/analytics/minutes", params = "sessionId")
  SessionMinutes minutes(
      Caller caller,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam String sessionId) {
    require(caller);
    Instant asOf = current.asOf();
    TimeRange range = TimeRange.of(from, to, asOf);
    SessionId session = session(sessionId);
    var rows = current.view().minutes(session, range.from(), range.to());
    return new SessionMinutes(
        asOf,
        current.completeSince(asOf),
        range.from(),
        range.to(),
        session,
        rows.stream().map(SessionItem::of).toList());
  }

  @GetMapping("/analytics/sessions/busiest")
  Busiest busiest(
      Caller caller,
      @RequestParam(defaultValue = "hour") String window,
      @RequestParam(required = false) @Nullable String at,
      @RequestParam(required = false) @Nullable Integer limit) {
    require(caller);
    Instant asOf = current.asOf();
    Window chosen = window(window);
    int most = limit == null ? BUSIEST : limit;
    if (most < 1 || most > BusiestSessions.MOST) {
      throw ProblemException.invalid("limit", "must be from 1 to " + BusiestSessions.MOST);
    }
    Instant start = chosen.startOf(TimeRange.time("at", at, asOf));
    return new Busiest(
        asOf,
        current.completeSince(asOf),
        chosen,
        start,
        current.view().busiest(chosen, start, most));
  }

  @GetMapping("/analytics/responses")
  ResponseAnswer responses(
      Caller caller,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    require(caller);
    Instant asOf = current.asOf();
    TimeRange range = TimeRange.of(from, to, asOf);
    List<ResponseTimes> rows = current.view().responses(range.from(), range.to());
    ResponseTimes total = Responses.sum(rows);
    return new ResponseAnswer(
        asOf,
        current.completeSince(asOf),
        range.from(),
        range.to(),
        Responses.of(total),
        buckets(total),
        rows.stream().map(ResponseItem::of).toList());
  }

  private static List<Bucket> buckets(ResponseTimes total) {
    List<Long> bounds = ResponseTimes.BOUNDS_MILLIS;
    return IntStream.rangeClosed(0, bounds.size())
        .mapToObj(i -> new Bucket(i < bounds.size() ? bounds.get(i) : null, total.buckets().get(i)))
        .toList();
  }

  private static void require(Caller caller) {
    if (!caller.isService()) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN, "The token lacks the scope " + Scope.SERVICE.text() + ".");
    }
  }

  private static SessionId session(String text) {
    if (!Id.isValid(text)) {
      throw ProblemException.invalid("sessionId", "not of the form [A-Za-z0-9_-]{1,64}");
    }
    return new SessionId(text);
  }

  private static Window window(String text) {
    for (Window window : Window.values()) {
      if (window.text().equals(text)) {
        return window;
      }
    }
    throw ProblemException.invalid("window", "must be hour or day");
  }
}
