package dev.confab.gateway.socket;

import dev.confab.schema.id.UserId;
import dev.confab.web.limit.ByteBudget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The bytes of begun texts of all sockets: a hard total, of which one user has an eighth over all
/// his sockets, and all who have not said who they are a quarter together; but always one text of
/// the largest size. Thread-safe.
final class BegunTexts {
  /// Who takes bytes of it.
  ///
  /// @param user `null` for all who have not said who they are
  record Owner(@Nullable UserId user) {}

  private static final int OF_ONE_USER = 8;
  private static final int OF_STRANGERS = 4;

  private final ByteBudget all;
  private final long largest;
  private final Map<Owner, Long> held = new ConcurrentHashMap<>();

  /// @param largest text, in bytes
  BegunTexts(ByteBudget all, long largest) {
    this.all = all;
    this.largest = largest;
  }

  /// Whether there is room for so many bytes more. Whoever takes them gives them back.
  boolean take(Owner owner, long bytes) {
    long most =
        Math.max(largest, all.total() / (owner.user() == null ? OF_STRANGERS : OF_ONE_USER));
    if (held.merge(owner, bytes, Long::sum) <= most && all.take(bytes)) {
      return true;
    }
    forget(owner, bytes);
    return false;
  }

  void give(Owner owner, long bytes) {
    forget(owner, bytes);
    all.give(bytes);
  }

  private void forget(Owner owner, long bytes) {
    held.computeIfPresent(owner, (o, before) -> before == bytes ? null : before - bytes);
  }
}
