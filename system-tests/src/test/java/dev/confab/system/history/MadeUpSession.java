package dev.confab.system.history;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A session of a made-up run: its log and who is in it.
final class MadeUpSession {
  final String id;
  final List<LogEvent> log = new ArrayList<>();
  final TreeSet<String> members = new TreeSet<>();
  final TreeSet<Long> messages = new TreeSet<>();

  MadeUpSession(String id) {
    this.id = id;
  }

  LogEvent create(List<String> users) {
    members.addAll(users);
    return add("session_created", users.getFirst(), "create", "", null, 0, users);
  }

  LogEvent apply(Entry.Invoked write, long about) {
    String actor = write.user();
    String key = write.clientId() == null ? "made by the gateway " + write.op() : write.clientId();
    String type = write.kind().event();
    long seq = log.size() + 1L;
    return switch (write.kind()) {
      case SEND -> {
        messages.add(seq);
        yield add(type, actor, key, write.body(), "form 1 of " + seq, seq, List.of());
      }
      case EDIT -> add(type, actor, key, write.body(), "form " + seq, about, List.of());
      case DELETE -> {
        messages.remove(about);
        yield add(type, actor, key, write.body(), null, about, List.of());
      }
      case ADD_MEMBER -> {
        members.add(write.body());
        yield add(type, actor, key, write.body(), null, 0, List.of(write.body()));
      }
      case REMOVE_MEMBER -> {
        members.remove(write.body());
        yield add(type, actor, key, write.body(), null, 0, List.of(write.body()));
      }
    };
  }

  private LogEvent add(
      String type,
      String actor,
      String key,
      String body,
      @Nullable String item,
      long target,
      List<String> users) {
    long seq = log.size() + 1L;
    LogEvent event =
        new LogEvent(id, seq, type, actor, key, "d" + id + "." + seq, body, item, target, users);
    log.add(event);
    return event;
  }
}
