package dev.confab.gateway.log;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.context.SmartLifecycle;

/// Keeps the log's side of the gateway going: the reader, and the one sweep over the deadlines. It
/// starts before sockets and the web server and stops after them.
public final class LogRunner implements SmartLifecycle {
  private static final long SWEEP_MILLIS = 50;
  private static final int EARLY = 0;

  private final LogReader reader;
  private final Pending pending;
  private final LongSupplier nanos;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("gateway-deadlines").daemon().factory());
  private volatile boolean running;

  public LogRunner(LogReader reader, Pending pending, LongSupplier nanos) {
    this.reader = reader;
    this.pending = pending;
    this.nanos = nanos;
  }

  @Override
  public void start() {
    running = true;
    reader.start();
    var _ =
        schedule.scheduleWithFixedDelay(
            () -> pending.expire(nanos.getAsLong()),
            SWEEP_MILLIS,
            SWEEP_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    reader.close();
    schedule.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return EARLY;
  }
}
