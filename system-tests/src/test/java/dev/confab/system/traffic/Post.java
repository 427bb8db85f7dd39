package dev.confab.system.traffic;

import dev.confab.system.client.User;
import java.util.Map;

/// One message that somebody wants to send, under a key that never changes.
public record Post(String session, User sender, String clientId, String content) {
  @Override
  public String toString() {
    return "%s of %s in %s".formatted(clientId, sender, session);
  }

  Map<String, String> fields() {
    return Map.of("content", content, "clientId", clientId);
  }
}
