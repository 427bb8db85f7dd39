package dev.confab.web.limit;

import dev.confab.schema.command.Caller;
import dev.confab.schema.id.UserId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What one user may ask of this process over all entrances: REST writes, reads, sockets,
/// Socket.IO; in requests and in bytes, either way. Callers with `chat:service` are trusted and not
/// counted. Refusals are shown as `confab.user.refused`, by `limit`. Thread-safe.
public final class UserBudget {
  private final Meters<UserId> requests;
  private final Meters<UserId> bytes;

  public UserBudget(UserBudgetProperties properties, MeterRegistry registry) {
    Counter tooMany = registry.counter("confab.user.refused", "limit", "requests");
    Counter tooMuch = registry.counter("confab.user.refused", "limit", "bytes");
    this.requests = new Meters<>(properties.requests(), tooMany::increment);
    this.bytes = new Meters<>(properties.bytes(), tooMuch::increment);
  }

  /// Whether he may make so many requests, with so many bytes, one at least: who was given more
  /// than he may have asks for nothing before that time is over. A batch counts as its messages.
  public boolean take(Caller caller, int count, long size) {
    return caller.isService()
        || (requests.take(caller.userId(), count)
            && bytes.take(caller.userId(), Math.max(1, size)));
  }

  /// Whether a request of so many bytes can ever be within it.
  public boolean fits(long size) {
    return bytes.fits(size);
  }

  /// Counts bytes that he is given, whose number was not known when he asked. What that is more
  /// than he may have, he has to wait for with his next request.
  public void spend(Caller caller, long size) {
    if (!caller.isService()) {
      bytes.spend(caller.userId(), size);
    }
  }
}
