package dev.confab.analytics;

import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The same numbers by plain loops over all events that count, of one shard after the other.
public final class Batch {
  private static final List<MessageRole> ROLES =
      List.of(MessageRole.USER, MessageRole.ASSISTANT, MessageRole.SYSTEM);

  private final List<Event.MessageCreated> messages = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  public int uncounted;

  public Batch(List<Counted> counted, Duration retention) {
    for (Counted one : counted) {
      Event event = one.event();
      if (event instanceof Event.MessageCreated message) {
        boolean old = event.at().isBefore(one.appended().minus(retention));
        boolean ahead = event.at().isAfter(one.appended().plus(Duration.ofDays(1)));
        if (old || ahead) {
          uncounted++;
          continue;
        }
        messages.add(message);
      }
      events.add(event);
    }
  }

  /// Messages of any role, and of each, and users: by minute.
  public Map<Instant, List<Long>> minutes() {
    Map<Instant, List<Long>> minutes = new TreeMap<>();
    for (Event.MessageCreated message : messages) {
      Instant minute = minute(message);
      if (minutes.containsKey(minute)) {
        continue;
      }
      long[] sums = new long[4];
      Set<UserId> users = new HashSet<>();
      for (Event.MessageCreated other : messages) {
        if (minute(other).equals(minute)) {
          sums[0]++;
          sums[1 + ROLES.indexOf(other.message().role())]++;
          if (other.message().role() == MessageRole.USER) {
            users.add(other.message().senderId());
          }
        }
      }
      minutes.put(minute, List.of(sums[0], sums[1], sums[2], sums[3], (long) users.size()));
    }
    return minutes;
  }

  /// Messages and users of one session: by minute.
  public Map<Instant, List<Long>> minutes(SessionId session) {
    Map<Instant, Long> sums = new TreeMap<>();
    Map<Instant, Set<UserId>> users = new HashMap<>();
    for (Event.MessageCreated message : messages) {
      if (message.sessionId().equals(session)) {
        sums.merge(minute(message), 1L, Long::sum);
        Set<UserId> writers = users.computeIfAbsent(minute(message), m -> new HashSet<>());
        if (message.message().role() == MessageRole.USER) {
          writers.add(message.message().senderId());
        }
      }
    }
    Map<Instant, List<Long>> minutes = new TreeMap<>();
    sums.forEach((minute, sum) ->
        minutes.put(minute, List.of(sum, (long) users.getOrDefault(minute, Set.of()).size())));
    return minutes;
  }

  public Set<SessionId> sessions() {
    Set<SessionId> sessions = new HashSet<>();
    messages.forEach(message -> sessions.add(message.sessionId()));
    return sessions;
  }

  /// How long each answer took, in milliseconds: by the answer's minute.
  public Map<Instant, List<Long>> responses() {
    Map<Instant, List<Long>> responses = new TreeMap<>();
    for (SessionId session : sessions()) {
      List<Instant> open = new ArrayList<>();
      for (Event event : events) {
        if (!event.sessionId().equals(session)) {
          continue;
        }
        if (event instanceof Event.SessionDeleted) {
          open.clear();
        }
        if (!(event instanceof Event.MessageCreated message)) {
          continue;
        }
        if (message.message().role() == MessageRole.USER) {
          open.add(event.at());
        }
        if (message.message().role() == MessageRole.ASSISTANT && !open.isEmpty()) {
          long millis = event.at().toEpochMilli() - open.getFirst().toEpochMilli();
          responses
              .computeIfAbsent(minute(message), m -> new ArrayList<>())
              .add(Math.max(0, millis));
          open.clear();
        }
      }
    }
    return responses;
  }

  /// `<session> <messages>`, most first.
  public List<String> busiest(Instant from, Instant to) {
    Map<String, Long> sums = new TreeMap<>();
    for (Event.MessageCreated message : messages) {
      if (!message.at().isBefore(from) && message.at().isBefore(to)) {
        sums.merge(message.sessionId().value(), 1L, Long::sum);
      }
    }
    List<String> names = new ArrayList<>(sums.keySet());
    names.sort((a, b) -> Long.compare(sums.getOrDefault(b, 0L), sums.getOrDefault(a, 0L)));
    return names.stream().map(name -> name + " " + sums.get(name)).toList();
  }

  private static Instant minute(Event event) {
    return event.at().truncatedTo(ChronoUnit.MINUTES);
  }
}
