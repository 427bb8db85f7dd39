package dev.confab.gateway.socket;

import dev.confab.schema.id.UserId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// What users asked of the log and have no answer to yet, each over all his sockets: who has enough
/// under way is not read until an answer comes, so that the others do not wait behind him.
/// Thread-safe.
final class UnderWay {
  private static final class Asked {
    private final Deque<Runnable> waiting = new ArrayDeque<>(1);
    private int count;
  }

  private final int most;
  private final Map<UserId, Asked> users = new ConcurrentHashMap<>();

  /// `most`: of one user; 0 for no limit.
  UnderWay(int most) {
    this.most = most;
  }

  /// He asked once more. Whoever calls this must {@link #end}.
  void begin(UserId user) {
    users.compute(
        user,
        (u, before) -> {
          Asked asked = before == null ? new Asked() : before;
          asked.count++;
          return asked;
        });
  }

  /// He has an answer: one who waits can go on, and all of them when there is nothing else to wait
  /// for.
  void end(UserId user) {
    List<Runnable> woken = new ArrayList<>(1);
    users.computeIfPresent(
        user,
        (u, asked) -> {
          asked.count--;
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

  /// Whether he has enough under way; then `whenRoom` is run once, on another thread.
  boolean waits(UserId user, Runnable whenRoom) {
    if (most == 0) {
      return false;
    }
    AtomicBoolean waits = new AtomicBoolean();
    users.computeIfPresent(
        user,
        (u, asked) -> {
          if (asked.count >= most) {
            asked.waiting.add(whenRoom);
            waits.set(true);
          }
          return asked;
        });
    return waits.get();
  }
}
