package dev.confab.system.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a session's messages are, by its log: at the end, and which forms each ever had.
final class Conversation {
  /// A message at the end.
  ///
  /// @param item of its JSON
  /// @param body of its content
  record Content(@Nullable String item, String body) {}

  private final NavigableMap<Long, Content> messages = new TreeMap<>();
  private final Map<Long, Set<String>> forms = new HashMap<>();

  Conversation(SessionLog log) {
    log.events().forEach(this::apply);
  }

  private void apply(LogEvent event) {
    switch (event.type()) {
      case "message_created", "message_updated" -> {
        String item = event.item();
        if (item != null) {
          forms.computeIfAbsent(event.target(), seq -> new HashSet<>()).add(item);
        }
        messages.put(event.target(), new Content(item, event.body()));
      }
      case "message_deleted" -> messages.remove(event.target());
      case "session_cleared" -> messages.headMap(event.target(), true).clear();
      case "session_deleted" -> messages.clear();
      default -> {}
    }
  }

  /// Those that are there at the end; they were there ever since they were created.
  NavigableMap<Long, Content> messages() {
    return messages;
  }

  boolean hadForm(Item item) {
    return forms.getOrDefault(item.seq(), Set.of()).contains(item.digest());
  }
}
