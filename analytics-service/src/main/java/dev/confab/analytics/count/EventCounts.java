package dev.confab.analytics.count;

import dev.confab.schema.analytics.MinuteCount;
import dev.confab.schema.analytics.ResponseTimes;
import dev.confab.schema.analytics.Row;
import dev.confab.schema.analytics.SessionMinute;
import dev.confab.schema.analytics.Window;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// What the events of one shard add up to: messages by minute and by session, waiting times, the
/// busiest sessions. Every event counts in the minute of its own time, however late it comes, if
/// that is not out of all bounds.
///
/// Keys of {@link Sums} begin with the kind and the time, so that what is old goes by ranges. One
/// thread.
final class EventCounts {
  private static final String MINUTES = "minutes/";
  private static final String SESSIONS = "sessions/";
  private static final String RESPONSES = "responses/";
  private static final String HOURS = "hour/";
  private static final String DAYS = "day/";
  private static final String WRITERS = "writers/";
  private static final String WAITING = "waiting/";

  /// A time this far ahead of the broker's is not one that a clock shows.
  private static final Duration FUTURE = Duration.ofDays(1);

  /// A question that nobody has answered.
  ///
  /// @param appended by the broker's time
  record Waiting(Instant since, Instant appended) {}

  private final Sums sums;
  private final int part;
  private final Duration retention;
  private final BiConsumer<UserId, Instant> writers;
  private final Busiest busiest;

  /// `writers` is told a user and a minute: at least once if he wrote in it.
  EventCounts(Sums sums, int part, Duration retention, BiConsumer<UserId, Instant> writers) {
    this.sums = sums;
    this.part = part;
    this.retention = retention;
    this.writers = writers;
    this.busiest = new Busiest(sums, part);
  }

  /// Counts an event that the broker appended then; false if it is a message whose own time is out
  /// of bounds, which is not counted.
  boolean count(Event event, Instant appended) {
    return switch (event) {
      case Event.MessageCreated created -> count(created, appended);
      case Event.SessionDeleted deleted -> {
        sums.delete(WAITING + deleted.sessionId());
        yield true;
      }
      case Event.SessionCreated _,
          Event.SessionUpdated _,
          Event.SessionCleared _,
          Event.MemberAdded _,
          Event.MemberRemoved _,
          Event.MessageUpdated _,
          Event.MessageDeleted _ ->
          true;
    };
  }

  private boolean count(Event.MessageCreated event, Instant appended) {
    if (event.at().isBefore(appended.minus(retention))
        || event.at().isAfter(appended.plus(FUTURE))) {
      return false;
    }
    Instant minute = event.at().truncatedTo(ChronoUnit.MINUTES);
    MessageRole role = event.message().role();
    minute(minute, role);
    session(
        event.sessionId(), minute, role == MessageRole.USER ? event.message().senderId() : null);
    busiest.count(event.sessionId(), event.at());
    switch (role) {
      case USER -> ask(event.sessionId(), new Waiting(event.at(), appended));
      case ASSISTANT -> answer(event.sessionId(), event.at());
      case SYSTEM -> {}
    }
    return true;
  }

  private void minute(Instant minute, MessageRole role) {
    MinuteCount one =
        switch (role) {
          case USER -> new MinuteCount(minute, part, 1, 1, 0, 0);
          case ASSISTANT -> new MinuteCount(minute, part, 1, 0, 1, 0);
          case SYSTEM -> new MinuteCount(minute, part, 1, 0, 0, 1);
        };
    String key = MINUTES + Json.format(minute);
    MinuteCount before = sums.get(key, MinuteCount.class);
    sums.put(key, before == null ? one : before.plus(one));
    sums.changed(key);
  }

  private void session(SessionId session, Instant minute, @Nullable UserId writer) {
    String time = Json.format(minute) + "/";
    long users = 0;
    if (writer != null && sums.mark(WRITERS + time + session + "/" + writer)) {
      users = 1;
      writers.accept(writer, minute);
    }
    String key = SESSIONS + time + session;
    SessionMinute before = sums.get(key, SessionMinute.class);
    sums.put(
        key,
        before == null
            ? new SessionMinute(session, minute, 1, users)
            : new SessionMinute(
                session, minute, before.messages() + 1, before.activeUsers() + users));
    sums.changed(key);
  }

  /// The first question since the last answer is what a user waits with.
  private void ask(SessionId session, Waiting waiting) {
    if (sums.get(WAITING + session, Waiting.class) == null) {
      sums.put(WAITING + session, waiting);
    }
  }

  private void answer(SessionId session, Instant at) {
    Waiting waiting = sums.get(WAITING + session, Waiting.class);
    if (waiting == null) {
      return;
    }
    sums.delete(WAITING + session);
    Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
    String key = RESPONSES + Json.format(minute);
    ResponseTimes before = sums.get(key, ResponseTimes.class);
    // Clocks of two gateways can differ by more than an answer takes.
    long millis = Math.max(0, Duration.between(waiting.since(), at).toMillis());
    sums.put(key, (before == null ? ResponseTimes.none(minute, part) : before).plus(millis));
    sums.changed(key);
  }

  /// The row under a key that changed; `null` if it is not kept any more.
  @Nullable Row row(String key) {
    return switch (key.substring(0, key.indexOf('/') + 1)) {
      case MINUTES -> sums.get(key, MinuteCount.class);
      case SESSIONS -> sums.get(key, SessionMinute.class);
      case RESPONSES -> sums.get(key, ResponseTimes.class);
      case HOURS -> busiest.row(Window.HOUR, time(key));
      case DAYS -> busiest.row(Window.DAY, time(key));
      default -> throw new IllegalStateException(key + " is no row's key");
    };
  }

  /// Every row that was ever written and is still kept.
  List<Row> rows() {
    Set<String> keys = new LinkedHashSet<>();
    for (String kind : List.of(MINUTES, SESSIONS, RESPONSES)) {
      keys.addAll(sums.keys(kind));
    }
    for (Window window : Window.values()) {
      for (String key : sums.keys(window.text() + "/")) {
        keys.add(key.substring(0, key.lastIndexOf('/')));
      }
    }
    return keys.stream().map(this::row).filter(Objects::nonNull).toList();
  }

  /// Forgets everything.
  void clear() {
    sums.clear();
    busiest.clear();
  }

  /// Drops what is older than what is kept, for which no event can come any more.
  void purge(Instant appended) {
    Instant floor = appended.minus(retention);
    for (String kind : List.of(MINUTES, SESSIONS, RESPONSES, WRITERS)) {
      sums.deleteBelow(kind, Json.format(floor.truncatedTo(ChronoUnit.MINUTES)));
    }
    for (Window window : Window.values()) {
      sums.deleteBelow(window.text() + "/", Json.format(window.startOf(floor)));
    }
    for (String key : sums.keys(WAITING)) {
      Waiting waiting = sums.get(key, Waiting.class);
      if (waiting != null && waiting.appended().isBefore(floor)) {
        sums.delete(key);
      }
    }
  }

  private static Instant time(String key) {
    return Instant.parse(key.substring(key.indexOf('/') + 1));
  }
}
