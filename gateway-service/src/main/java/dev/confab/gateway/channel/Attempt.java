package dev.confab.gateway.channel;

import dev.confab.gateway.log.Outcome;
import org.jspecify.annotations.Nullable;

/// A `join_session` that is not answered yet. Guarded by its channel.
final class Attempt {
  private final String requestId;
  private final @Nullable Position after;
  private @Nullable Outcome outcome;

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

  void decided(Outcome verdict) {
    outcome = verdict;
  }
}
