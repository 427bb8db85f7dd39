package dev.confab.bench.wire;

import java.util.List;
import java.util.stream.Stream;

/// What a text frame is, by its `type`, which is its first field.
public enum FrameKind {
  MESSAGE_CREATED("message_created", true),
  ACK("ack", false),
  USER_JOINED("user_joined", false),
  USER_LEFT("user_left", false),
  TYPING("typing", false),
  JOINED("joined", false),
  MESSAGE_UPDATED("message_updated", true),
  MESSAGE_DELETED("message_deleted", true),
  SESSION_CREATED("session_created", true),
  SESSION_UPDATED("session_updated", true),
  SESSION_DELETED("session_deleted", true),
  SESSION_CLEARED("session_cleared", true),
  MEMBER_ADDED("member_added", true),
  MEMBER_REMOVED("member_removed", true),
  LEFT("left", false),
  ERROR("error", false),
  SESSION_INFO("session_info", false),
  AUTHENTICATED("authenticated", false),
  PONG("pong", false),
  OTHER("", false);

  private static final byte[] OPENING = Bytes.of("{\"type\":\"");
  private static final List<Named> KINDS =
      Stream.of(values()).map(kind -> new Named(kind, Bytes.of(kind.name + "\""))).toList();

  private record Named(FrameKind kind, byte[] name) {}

  private final String name;
  private final boolean event;

  FrameKind(String name, boolean event) {
    this.name = name;
    this.event = event;
  }

  public static FrameKind of(byte[] bytes, int from, int to) {
    if (!Bytes.startsWith(bytes, from, to, OPENING)) {
      return OTHER;
    }
    int at = from + OPENING.length;
    for (Named named : KINDS) {
      if (Bytes.startsWith(bytes, at, to, named.name)) {
        return named.kind;
      }
    }
    return OTHER;
  }

  /// Whether it takes a seq.
  public boolean isEvent() {
    return event;
  }

  /// Where what follows the type begins.
  int end(int from) {
    return from + OPENING.length + name.length() + 1;
  }

  @Override
  public String toString() {
    return name;
  }
}
