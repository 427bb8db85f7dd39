package dev.confab.gateway.socket;

import dev.confab.schema.command.Caller;
import dev.confab.schema.id.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What users asked of the log and have no answer to yet, each over all his sockets: who has enough
/// under way is not read until an answer comes, so that the others do not wait behind him.
/// Thread-safe.
final class UnderWay {
  private static final class Asked {
    private final Deque<Runnable> waiting = new ArrayDeque<>(1);
    private volatile int count;
  }

  private final int most;
  private final Map<UserId, Asked> users = new ConcurrentHashMap<>();

  /// `most`: of one user; 0 for no limit.
  UnderWay(int most) {
    this.most = most;
  }

  private boolean counts(Caller caller) {
    return most > 0 && !caller.isService();
  }

  /// He asked for what counts as so many. Whoever calls this must {@link #end} it with the same.
  void begin(Caller caller, int weight) {
    if (counts(caller)) {
      users.compute(caller.userId(), (user, before) -> changed(before, weight));
    }
  }

  /// He has an answer: one who waits can go on, and all of them when there is nothing else to wait
  /// for.
  void end(Caller caller, int weight) {
    if (!counts(caller)) {
      return;
    }
    List<Runnable> woken = new ArrayList<>(1);
    users.computeIfPresent(
        caller.userId(),
        (user, asked) -> {
          changed(asked, -weight);
          if (asked.count == 0) {
            woken.addAll(asked.waiting);
            return null;
          }
          if (asked.count < most && !asked.waiting.isEmpty()) {
            woken.add(asked.waiting.removeFirst());
          }
          return asked;
        });
    woken.forEach(Runnable::run);
  }

  /// Under the map's lock for this user.
  private static Asked changed(@Nullable Asked before, int by) {
    Asked asked = before == null ? new Asked() : before;
    int count = asked.count + by;
    asked.count = count;
    return asked;
  }

  /// Whether he has enough under way; then `whenRoom` is run once, on another thread.
  boolean waits(Caller caller, Runnable whenRoom) {
    // Nearly always: looked at without a lock.
    Asked now = counts(caller) ? users.get(caller.userId()) : null;
    if (now == null || now.count < most) {
      return false;
    }
    AtomicBoolean waits = new AtomicBoolean();
    users.computeIfPresent(
        caller.userId(),
        (user, asked) -> {
          if (asked.count >= most) {
            asked.waiting.add(whenRoom);
            waits.set(true);
          }
          return asked;
        });
    return waits.get();
  }
}
