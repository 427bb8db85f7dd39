package dev.confab.message.shard;

import org.jspecify.annotations.Nullable;

/// How a shard is, for operators.
///
/// @param term 0 while it is closed
/// @param reason why it is closed; `null` while it is open
/// @param faulty whether an operator must act before it can open
public record ShardStatus(long term, @Nullable String reason, boolean faulty) {
  static ShardStatus open(long term) {
    return new ShardStatus(term, null, false);
  }

  static ShardStatus closed(String reason) {
    return new ShardStatus(0, reason, false);
  }

  static ShardStatus faulty(String reason) {
    return new ShardStatus(0, reason, true);
  }

  public boolean isOpen() {
    return reason == null;
  }
}
