package dev.confab.history.rest;

import dev.confab.schema.command.Caller;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.Headcount;
import dev.confab.web.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads that wait for something: each has a virtual thread, none holds one of the server's. So
/// many of one user wait for the view here, and so many wait of all together, for the view or for
/// another instance. Callers with `chat:service` count only in the latter. Users' refusals are
/// shown as `confab.user.refused` with the limit `waiting`. Thread-safe.
public final class Waiting implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Headcount<UserId> users;
  private final Semaphore all;

  public Waiting(int ofOneUser, int ofAll, MeterRegistry registry) {
    var refused = registry.counter("confab.user.refused", "limit", "waiting");
    this.users = new Headcount<>(ofOneUser, refused::increment);
    this.all = new Semaphore(ofAll);
  }

  /// A read that waits for the view. Throws a `ProblemException` if too many wait.
  <T extends @Nullable Object> CompletableFuture<T> read(Caller caller, Supplier<T> read) {
    if (!caller.isService() && !users.enter(caller.userId())) {
      throw new ProblemException(
          ErrorCode.RATE_LIMITED, "So many reads of yours wait for the view.");
    }
    return start(read, () -> leave(caller));
  }

  /// A read that another instance answers: it takes none of its user's places, who may wait there.
  /// Throws a `ProblemException` if too many wait, or if the server stops.
  void pass(Runnable read) {
    var _ =
        start(
            () -> {
              read.run();
              return true;
            },
            () -> {});
  }

  private <T extends @Nullable Object> CompletableFuture<T> start(
      Supplier<T> read, Runnable leave) {
    if (!all.tryAcquire()) {
      leave.run();
      throw new ProblemException(ErrorCode.UNAVAILABLE, "Too many reads wait.");
    }
    Runnable over =
        () -> {
          all.release();
          leave.run();
        };
    try {
      return CompletableFuture.supplyAsync(
          () -> {
            try {
              return read.get();
            } finally {
              over.run();
            }
          },
          threads);
    } catch (RejectedExecutionException stopping) {
      over.run();
      throw new ProblemException(ErrorCode.UNAVAILABLE, "The server stops.");
    }
  }

  private void leave(Caller caller) {
    if (!caller.isService()) {
      users.leave(caller.userId());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
