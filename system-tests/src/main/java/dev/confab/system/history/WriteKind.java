package dev.confab.system.history;

import java.util.Optional;
import java.util.stream.Stream;

/// What a client can ask to be written, with the type of the event that it becomes.
public enum WriteKind {
  SEND("message_created"),
  EDIT("message_updated"),
  DELETE("message_deleted"),
  ADD_MEMBER("member_added"),
  REMOVE_MEMBER("member_removed");

  private final String event;

  WriteKind(String event) {
    this.event = event;
  }

  public String event() {
    return event;
  }

  /// Empty for events that clients of a run never ask for.
  static Optional<WriteKind> of(String event) {
    return Stream.of(values()).filter(kind -> kind.event.equals(event)).findFirst();
  }
}
