package dev.confab.system.crash;

import java.util.stream.Stream;

/// A step of a shard's life, as a method that begins with it.
public enum CrashPoint {
  /// An event is decided and not yet sent.
  BEFORE_APPEND("dev/confab/message/shard/KafkaShardLog", "append"),
  /// An event is durable, and nobody has been told.
  AFTER_APPEND("dev/confab/message/shard/ShardLife$Ear", "appended"),
  /// Events are durable that no snapshot covers yet.
  BEFORE_SNAPSHOT("dev/confab/message/shard/KafkaShardLog", "snapshot");

  private final String type;
  private final String method;

  CrashPoint(String type, String method) {
    this.type = type;
    this.method = method;
  }

  String type() {
    return type;
  }

  String method() {
    return method;
  }

  /// The points in the class of that internal name.
  static Stream<CrashPoint> in(String type) {
    return Stream.of(values()).filter(point -> point.type.equals(type));
  }
}
