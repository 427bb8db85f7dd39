package dev.confab.web.server;

import dev.confab.web.limit.ByteBudget;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// What clients have yet to take of their answers, of all together. Where that is too much, who has
/// let his answer wait longest is cut off. Thread-safe.
final class UnsentAnswers {
  private final ByteBudget budget;
  private final AnswerTimes times;
  private final RefusalPace pace;
  private final Runnable whenCut;

  /// Those that wait for their clients, oldest first.
  private final Set<Answer> waiting = new LinkedHashSet<>();

  /// @param whenCut what counts clients that were cut off since they took too little
  UnsentAnswers(ByteBudget budget, AnswerTimes times, RefusalPace pace, Runnable whenCut) {
    this.budget = budget;
    this.times = times;
    this.pace = pace;
    this.whenCut = whenCut;
  }

  RefusalPace pace() {
    return pace;
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

  /// Whether a client takes its answer fast enough, by what it took since this was asked last.
  boolean suffices(Progress progress, long now) {
    return progress.next() >= AnswerTimes.LEAST_BYTES
        && progress.waited(now) <= times.total().toNanos();
  }

  /// It waits for its client from now on.
  void add(Answer answer) {
    synchronized (waiting) {
      waiting.add(answer);
    }
  }

  /// Returns what looks at it next.
  Scheduler.Task look(Runnable looks, Scheduler scheduler) {
    return scheduler.schedule(looks, times.patience());
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
