package dev.confab.schema.command;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A power that a token carries beyond membership.
public enum Scope {
  /// May post the roles `assistant` and `system` where the user is a member.
  @JsonProperty("chat:assistant")
  ASSISTANT("chat:assistant"),
  /// A trusted back end: may act in every session, with any role.
  @JsonProperty("chat:service")
  SERVICE("chat:service");

  private final String text;

  Scope(String text) {
    this.text = text;
  }

  /// The scope as it stands in a token.
  public String text() {
    return text;
  }
}
