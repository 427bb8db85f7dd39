package dev.confab.analytics.view;

import dev.confab.schema.analytics.AnalyticsTopics;
import dev.confab.schema.analytics.BusiestSessions;
import dev.confab.schema.analytics.CountProgress;
import dev.confab.schema.analytics.CountProgress.Stage;
import dev.confab.schema.analytics.MinuteCount;
import dev.confab.schema.analytics.ResponseTimes;
import dev.confab.schema.analytics.SessionMinute;
import dev.confab.schema.analytics.UserCount;
import dev.confab.schema.analytics.Window;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.id.SessionId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All rows that are kept, the newest of each key. Thread-safe.
public final class View {
  private final String epoch;
  private final int partitions;
  private final Parts<MinuteCount> minutes = new Parts<>();
  private final Parts<UserCount> users = new Parts<>();
  private final Parts<ResponseTimes> responses = new Parts<>();
  private final Map<Window, Parts<BusiestSessions>> busiest = new EnumMap<>(Window.class);
  private final Map<SessionId, MinuteSeries> sessions = new HashMap<>();
  private final Map<String, CountProgress> progress = new HashMap<>();

  /// `epoch`: the log whose progress counts.
  public View(String epoch, int partitions) {
    this.epoch = epoch;
    this.partitions = partitions;
    for (Window window : Window.values()) {
      busiest.put(window, new Parts<>());
    }
  }

  /// Takes a record of one of {@link AnalyticsTopics#ROWS}; without a value it deletes its row.
  public synchronized void apply(String topic, String key, byte @Nullable [] value)
      throws MalformedException {
    if (value == null) {
      remove(topic, key);
      return;
    }
    switch (topic) {
      case AnalyticsTopics.MINUTES -> {
        MinuteCount row = Json.decode(value, MinuteCount.class);
        minutes.put(row.minute(), row.part(), row);
      }
      case AnalyticsTopics.USERS -> {
        UserCount row = Json.decode(value, UserCount.class);
        users.put(row.minute(), row.part(), row);
      }
      case AnalyticsTopics.RESPONSES -> {
        ResponseTimes row = Json.decode(value, ResponseTimes.class);
        responses.put(row.minute(), row.part(), row);
      }
      case AnalyticsTopics.BUSIEST -> {
        BusiestSessions row = Json.decode(value, BusiestSessions.class);
        of(row.window()).put(row.start(), row.part(), row);
      }
      case AnalyticsTopics.SESSIONS -> {
        SessionMinute row = Json.decode(value, SessionMinute.class);
        sessions
            .computeIfAbsent(row.sessionId(), session -> new MinuteSeries())
            .put(row.minute(), row.messages(), row.activeUsers());
      }
      case AnalyticsTopics.PROGRESS -> {
        CountProgress row = Json.decode(value, CountProgress.class);
        progress.put(row.key(), row);
      }
      default -> throw new IllegalArgumentException(topic + " has no rows");
    }
  }

  private void remove(String topic, String key) throws MalformedException {
    String[] words = key.split("/", -1);
    try {
      switch (topic) {
        case AnalyticsTopics.MINUTES -> minutes.remove(time(words, 0), part(words, 1));
        case AnalyticsTopics.USERS -> users.remove(time(words, 0), part(words, 1));
        case AnalyticsTopics.RESPONSES -> responses.remove(time(words, 0), part(words, 1));
        case AnalyticsTopics.BUSIEST ->
            of(Window.valueOf(words[0].toUpperCase(Locale.ROOT)))
                .remove(time(words, 1), part(words, 2));
        case AnalyticsTopics.SESSIONS -> {
          MinuteSeries series = sessions.get(SessionId.of(words[0]));
          if (series != null) {
            series.remove(time(words, 1));
          }
        }
        default -> progress.remove(key);
      }
    } catch (IllegalArgumentException | DateTimeParseException | IndexOutOfBoundsException e) {
      throw new MalformedException("the key is not one of " + topic, e);
    }
  }

  /// Drops what is older.
  synchronized void removeBefore(Instant floor) {
    minutes.removeBefore(floor);
    users.removeBefore(floor);
    responses.removeBefore(floor);
    busiest.forEach((window, rows) -> rows.removeBefore(window.startOf(floor)));
    sessions.values().forEach(series -> series.removeBefore(floor));
    sessions.values().removeIf(MinuteSeries::isEmpty);
  }

  /// Records of the shard below this offset are in the rows, of both stages.
  synchronized long reached(int shard) {
    long reached = reached(Stage.EVENTS, shard, shard);
    for (int part = 0; part < partitions; part++) {
      reached = Math.min(reached, reached(Stage.USERS, part, shard));
    }
    return reached;
  }

  private long reached(Stage stage, int part, int shard) {
    CountProgress found = progress.get(stage.text() + "/" + part);
    return found == null || !found.epoch().equals(epoch)
        ? 0
        : found.reached().getOrDefault(shard, 0L);
  }

  /// Before this time events may be missing, since they left the log before they were counted;
  /// `null` if none are.
  public synchronized @Nullable Instant since() {
    Instant latest = null;
    for (CountProgress found : progress.values()) {
      Instant since = found.since();
      if (since != null && (latest == null || since.isAfter(latest))) {
        latest = since;
      }
    }
    return latest;
  }

  /// Messages whose own time is so far from the broker's that no row has them.
  public synchronized long uncounted() {
    return progress.values().stream().mapToLong(CountProgress::uncounted).sum();
  }

  /// Minutes of all sessions, from the one to before the other; those that are not there had no
  /// message.
  public synchronized List<MinuteTotals> minutes(Instant from, Instant to) {
    List<MinuteTotals> found = new ArrayList<>();
    for (Instant minute : minutes.times(from, to)) {
      MinuteCount sum =
          minutes.at(minute).stream()
              .reduce(new MinuteCount(minute, 0, 0, 0, 0, 0), MinuteCount::plus);
      long active = users.at(minute).stream().mapToLong(UserCount::activeUsers).sum();
      found.add(
          new MinuteTotals(
              minute,
              sum.messages(),
              sum.userMessages(),
              sum.assistantMessages(),
              sum.systemMessages(),
              active));
    }
    return found;
  }

  /// The same for one session.
  public synchronized List<SessionMinute> minutes(SessionId session, Instant from, Instant to) {
    MinuteSeries series = sessions.get(session);
    return series == null ? List.of() : series.between(session, from, to);
  }

  /// Response times by minute, of all sessions; the part means nothing.
  public synchronized List<ResponseTimes> responses(Instant from, Instant to) {
    List<ResponseTimes> found = new ArrayList<>();
    for (Instant minute : responses.times(from, to)) {
      found.add(
          responses.at(minute).stream().reduce(ResponseTimes.none(minute, 0), ResponseTimes::plus));
    }
    return found;
  }

  /// The sessions with the most messages in the window that begins then, most first.
  public synchronized List<BusiestSessions.Entry> busiest(Window window, Instant start, int limit) {
    return of(window).at(start).stream()
        .flatMap(row -> row.sessions().stream())
        .sorted(BusiestSessions.ORDER)
        .limit(limit)
        .toList();
  }

  private Parts<BusiestSessions> of(Window window) {
    Parts<BusiestSessions> rows = busiest.get(window);
    if (rows == null) {
      throw new IllegalArgumentException(window.text());
    }
    return rows;
  }

  private static Instant time(String[] words, int place) {
    return Instant.parse(words[place]);
  }

  private static int part(String[] words, int place) {
    return Integer.parseInt(words[place]);
  }
}
