package dev.confab.schema.chat;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who speaks in a message; all but `USER` need a scope.
public enum MessageRole {
  @JsonProperty("user")
  USER,
  @JsonProperty("assistant")
  ASSISTANT,
  @JsonProperty("system")
  SYSTEM
}
