package dev.confab.gateway.channel;

import dev.confab.gateway.log.Outcome;
import org.jspecify.annotations.Nullable;

/// A `join_session` that is not answered yet. Guarded by its channel.
final class Attempt {
  private final String requestId;
  private final @Nullable Position after;
  private @Nullable Outcome outcome;
  private @Nullable Recovery recovery;
  private boolean asked;

  Attempt(String requestId, @Nullable Position after) {
    this.requestId = requestId;
    this.after = after;
  }

  String requestId() {
    return requestId;
  }

  @Nullable Position after() {
    return after;
  }

  @Nullable Outcome outcome() {
    return outcome;
  }

  /// `null` as long as it is not known.
  @Nullable Recovery recovery() {
    return recovery;
  }

  /// True for the first who asks for the recovery.
  boolean asks() {
    boolean first = !asked;
    asked = true;
    return first;
  }

  void recovered(Recovery known) {
    recovery = known;
  }

  void decided(Outcome verdict) {
    outcome = verdict;
  }
}
