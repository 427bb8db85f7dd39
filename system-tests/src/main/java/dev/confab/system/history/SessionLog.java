package dev.confab.system.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One session as the filtered tail of the topic has it: the truth of the run.
final class SessionLog {
  private record Command(String actor, String id) {}

  private final List<LogEvent> events = new ArrayList<>();
  private final Map<Long, LogEvent> bySeq = new HashMap<>();
  private final Map<Command, List<LogEvent>> byCommand = new HashMap<>();
  private final Map<String, NavigableMap<Long, Boolean>> membership = new HashMap<>();

  void add(LogEvent event) {
    events.add(event);
    bySeq.putIfAbsent(event.seq(), event);
    byCommand
        .computeIfAbsent(new Command(event.actor(), event.commandId()), c -> new ArrayList<>(1))
        .add(event);
    switch (event.type()) {
      case "session_created", "member_added" -> member(event, true);
      case "member_removed" -> member(event, false);
      default -> {}
    }
  }

  private void member(LogEvent event, boolean is) {
    for (String user : event.members()) {
      membership.computeIfAbsent(user, u -> new TreeMap<>()).put(event.seq(), is);
    }
  }

  /// In the order of the topic.
  List<LogEvent> events() {
    return events;
  }

  @Nullable LogEvent at(long seq) {
    return bySeq.get(seq);
  }

  boolean holds(LogEvent event) {
    LogEvent known = bySeq.get(event.seq());
    return known != null && known.digest().equals(event.digest());
  }

  List<LogEvent> of(String actor, String commandId) {
    return byCommand.getOrDefault(new Command(actor, commandId), List.of());
  }

  long lastSeq() {
    return events.isEmpty() ? 0 : events.getLast().seq();
  }

  /// Whether the user was a member right before the event of that seq or right after it.
  boolean mayReceive(String user, long seq) {
    return isMember(user, seq - 1) || isMember(user, seq);
  }

  boolean isMember(String user, long seq) {
    var change = changes(user).floorEntry(seq);
    return change != null && change.getValue();
  }

  /// Whether the user stayed a member from that seq to the end.
  boolean staysMember(String user, long seq) {
    return isMember(user, seq) && !changes(user).tailMap(seq, false).containsValue(false);
  }

  private NavigableMap<Long, Boolean> changes(String user) {
    return membership.getOrDefault(user, new TreeMap<>());
  }
}
