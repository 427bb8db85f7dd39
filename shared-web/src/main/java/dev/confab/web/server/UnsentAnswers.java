package dev.confab.web.server;

import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Meters;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// What clients have yet to take of their answers, of all together. Where that is too much, who has
/// let his answer wait longest is cut off. Thread-safe.
final class UnsentAnswers {
  /// What is answered to requests that are nobody's, or that nobody could read.
  private static final Set<Integer> REFUSED = Set.of(400, 401, 405, 415, 426, 431);

  private final ByteBudget budget;
  private final Duration patience;
  private final Runnable whenCut;
  private final Meters<String> refusals;

  /// Those that wait for their clients, oldest first.
  private final Set<Answer> waiting = new LinkedHashSet<>();

  /// @param refusals by address
  UnsentAnswers(ByteBudget budget, Duration patience, Meters<String> refusals, Runnable whenCut) {
    this.budget = budget;
    this.patience = patience;
    this.whenCut = whenCut;
    this.refusals = refusals;
  }

  /// For how many nanoseconds an answer with that status is not sent yet.
  long pause(int status, String address, long most) {
    return REFUSED.contains(status) ? refusals.pause(address, most) : 0;
  }

  /// Whether there is room for so many bytes, made by cutting off others if need be.
  boolean take(int bytes) {
    boolean taken = budget.tryTake(bytes);
    long given = 0;
    while (!taken && given < bytes) {
      Answer oldest = oldest();
      if (oldest == null) {
        return budget.take(bytes);
      }
      given += oldest.cut("others need the room for what the client does not take");
      taken = budget.tryTake(bytes);
    }
    return taken || budget.take(bytes);
  }

  void give(long bytes) {
    budget.give(bytes);
  }

  /// Counts one that was cut off.
  void counted() {
    whenCut.run();
  }

  /// Returns what ends its wait.
  Scheduler.Task add(Answer answer, Scheduler scheduler) {
    synchronized (waiting) {
      waiting.add(answer);
    }
    return scheduler.schedule(
        () -> answer.cut("the client did not take its answer in time"), patience);
  }

  void remove(Answer answer) {
    synchronized (waiting) {
      waiting.remove(answer);
    }
  }

  private @Nullable Answer oldest() {
    synchronized (waiting) {
      Iterator<Answer> all = waiting.iterator();
      if (!all.hasNext()) {
        return null;
      }
      Answer oldest = all.next();
      all.remove();
      return oldest;
    }
  }
}
