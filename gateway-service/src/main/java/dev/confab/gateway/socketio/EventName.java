package dev.confab.gateway.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.Json;
import java.util.Set;

/// The type of a frame, under which it is emitted.
final class EventName {
  /// What answers a frame and carries its id; everything else is pushed.
  static final Set<String> ANSWERS =
      Set.of("authenticated", "joined", "left", "ack", "session_info", "pong", "done", "error");

  private static final byte[] HEAD = "{\"type\":\"".getBytes(UTF_8);

  private EventName() {}

  /// Frames begin with their type; if one does not, it is read whole.
  static String of(byte[] json) {
    for (int i = 0; i < HEAD.length; i++) {
      if (i >= json.length || json[i] != HEAD[i]) {
        return Json.mapper().readTree(json).path("type").asString("");
      }
    }
    int end = HEAD.length;
    while (end < json.length && json[end] != '"') {
      end++;
    }
    return new String(json, HEAD.length, end - HEAD.length, UTF_8);
  }
}
