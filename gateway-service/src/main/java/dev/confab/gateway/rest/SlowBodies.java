package dev.confab.gateway.rest;

import dev.confab.schema.command.Caller;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.Headcount;
import dev.confab.web.problem.ProblemException;

/// Bodies that are waited for, each by a thread of the server: so many of one user, and so many of
/// all that others always find a thread. Who sends his body with the request is never counted.
/// Thread-safe.
final class SlowBodies {
  private final Headcount<UserId> users;
  private final Headcount<SlowBodies> all;

  /// `ofOneUser`: callers with `chat:service` are trusted and count in `ofAll` only.
  SlowBodies(int ofOneUser, int ofAll) {
    this.users = new Headcount<>(ofOneUser, () -> {});
    this.all = new Headcount<>(ofAll, () -> {});
  }

  /// Throws `rate_limited` or `unavailable` if too many are waited for; who does not must {@link
  /// #leave}.
  void enter(Caller caller) {
    if (!caller.isService() && !users.enter(caller.userId())) {
      throw new ProblemException(
          ErrorCode.RATE_LIMITED, "Too many of your bodies are waited for: send them faster.");
    }
    if (!all.enter(this)) {
      leaveUser(caller);
      throw new ProblemException(
          ErrorCode.UNAVAILABLE, "Too many bodies are waited for: repeat later.");
    }
  }

  void leave(Caller caller) {
    all.leave(this);
    leaveUser(caller);
  }

  private void leaveUser(Caller caller) {
    if (!caller.isService()) {
      users.leave(caller.userId());
    }
  }
}
