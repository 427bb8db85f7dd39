package dev.confab.system.traffic;

import dev.confab.system.client.User;
import java.util.Map;

/// One message that somebody wants to send, under a key that never changes.
public record Post(String session, User sender, String clientId, String content) {
  Map<String, String> fields() {
    return Map.of("content", content, "clientId", clientId);
  }
}
