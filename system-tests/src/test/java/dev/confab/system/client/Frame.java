package dev.confab.system.client;

import tools.jackson.databind.JsonNode;

/// A frame as it came.
///
/// @param text byte for byte
public record Frame(String text, JsonNode json) {
  public String type() {
    return json.path("type").asString("");
  }

  /// The id of the frame that it answers, empty if it answers none.
  public String id() {
    return json.path("id").asString("");
  }

  public String session() {
    return json.path("sessionId").asString("");
  }

  /// -1 if it has none.
  public long seq() {
    return json.path("seq").asLong(-1);
  }

  public String field(String name) {
    return json.path(name).asString("");
  }

  /// Neither an answer nor a signal.
  boolean isEvent() {
    return id().isEmpty() && seq() > 0;
  }
}
