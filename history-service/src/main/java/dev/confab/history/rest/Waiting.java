package dev.confab.history.rest;

import dev.confab.schema.command.Caller;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.Headcount;
import dev.confab.web.problem.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads that wait for something: each has a virtual thread, none holds one of the server's. So
/// many of one user, so many of all together. Callers with `chat:service` count only in the latter.
/// Thread-safe.
public final class Waiting implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Headcount<UserId> users;
  private final Semaphore all;

  public Waiting(int ofOneUser, int ofAll) {
    this.users = new Headcount<>(ofOneUser, () -> {});
    this.all = new Semaphore(ofAll);
  }

  /// Throws a `ProblemException` if too many wait.
  <T extends @Nullable Object> CompletableFuture<T> read(Caller caller, Supplier<T> read) {
    enter(caller);
    try {
      return CompletableFuture.supplyAsync(
          () -> {
            try {
              return read.get();
            } finally {
              leave(caller);
            }
          },
          threads);
    } catch (RuntimeException e) {
      leave(caller);
      throw e;
    }
  }

  private void enter(Caller caller) {
    if (!caller.isService() && !users.enter(caller.userId())) {
      throw new ProblemException(
          ErrorCode.RATE_LIMITED, "So many reads of yours wait for the view.");
    }
    if (!all.tryAcquire()) {
      leaveUser(caller);
      throw new ProblemException(ErrorCode.UNAVAILABLE, "Too many reads wait for the view.");
    }
  }

  private void leave(Caller caller) {
    all.release();
    leaveUser(caller);
  }

  private void leaveUser(Caller caller) {
    if (!caller.isService()) {
      users.leave(caller.userId());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
