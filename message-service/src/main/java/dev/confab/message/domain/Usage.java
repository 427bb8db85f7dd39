package dev.confab.message.domain;

import dev.confab.schema.id.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many sessions each user owns in one shard, and how many members these have together. Deleted
/// sessions don't count. Not thread-safe.
public final class Usage {
  private record Owned(int sessions, int members) {}

  private static final Owned NOTHING = new Owned(0, 0);

  private final Map<UserId, Owned> byOwner = new HashMap<>();

  public Usage(Collection<SessionState> sessions) {
    sessions.forEach(session -> changed(null, session));
  }

  /// A session is now `after`; `before` is `null` where it is new.
  public void changed(@Nullable SessionState before, SessionState after) {
    int sessions = count(after) - count(before);
    int members = after.memberList().size() - (before == null ? 0 : before.memberList().size());
    if (sessions == 0 && members == 0) {
      return;
    }
    Owned old = byOwner.getOrDefault(after.ownerId(), NOTHING);
    Owned owned = new Owned(old.sessions() + sessions, old.members() + members);
    if (owned.equals(NOTHING)) {
      byOwner.remove(after.ownerId());
    } else {
      byOwner.put(after.ownerId(), owned);
    }
  }

  int sessions(UserId owner) {
    return byOwner.getOrDefault(owner, NOTHING).sessions();
  }

  int members(UserId owner) {
    return byOwner.getOrDefault(owner, NOTHING).members();
  }

  private static int count(@Nullable SessionState session) {
    return session == null || session.deleted() ? 0 : 1;
  }
}
