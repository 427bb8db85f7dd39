package dev.confab.system.view;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// The messages that a session has after its events: what every view of it must show.
final class Fold {
  private final NavigableMap<Long, JsonNode> messages = new TreeMap<>();

  private Fold() {}

  static List<JsonNode> messages(List<JsonNode> events) {
    Fold fold = new Fold();
    events.forEach(fold::apply);
    return new ArrayList<>(fold.messages.values());
  }

  private void apply(JsonNode event) {
    switch (event.path("type").asString("")) {
      case "message_created", "message_updated" ->
          messages.put(event.path("message").path("seq").asLong(), event.path("message"));
      case "message_deleted" -> {
        String id = event.path("messageId").asString("");
        messages.remove(Long.parseLong(id.substring(id.lastIndexOf('.') + 1)));
      }
      case "session_cleared" -> messages.headMap(event.path("upToSeq").asLong(), true).clear();
      default -> {
        // No message in it.
      }
    }
  }
}
