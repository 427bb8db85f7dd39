package dev.confab.gateway.log;

import dev.confab.schema.id.GatewayId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that reads the log for this process.
///
/// If a consumer fails, all that hung on it is lost and a new one starts; until it reads, the
/// gateway is not healthy.
public final class LogReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LogReader.class);
  private static final long PAUSE_MILLIS = 500;
  private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Interests interests;
  private final LogRouter router;
  private final long lingerNanos;
  private final LongSupplier nanos;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile @Nullable LogTail tail;
  private volatile long alive;
  private volatile boolean healthy;

  public LogReader(
      Supplier<Consumer<byte[], byte[]>> consumers,
      Interests interests,
      LogRouter router,
      Duration linger,
      LongSupplier nanos) {
    this.consumers = consumers;
    this.interests = interests;
    this.router = router;
    this.lingerNanos = linger.toNanos();
    this.nanos = nanos;
    this.thread = Thread.ofPlatform().name("gateway-log").unstarted(this::run);
  }

  /// A router for this gateway's commands.
  public static LogRouter router(
      GatewayId gateway, Pending pending, LogListener listener, LogTimes times, LogSpans spans) {
    return new LogRouter(new Origin(gateway), pending, listener, times, spans);
  }

  public void start() {
    alive = nanos.getAsLong();
    thread.start();
  }

  /// Whether the log is being read.
  public boolean isHealthy() {
    return healthy && thread.isAlive() && nanos.getAsLong() - alive < STALLED_NANOS;
  }

  private void run() {
    while (running) {
      try (LogTail started = new LogTail(consumers.get(), interests, router, nanos.getAsLong())) {
        tail = started;
        while (running) {
          read(started);
        }
      } catch (RuntimeException e) {
        if (running) {
          log.error("Reading the log failed; it starts again", e);
          pause();
        }
      } finally {
        healthy = false;
        tail = null;
      }
    }
  }

  private void read(LogTail started) {
    try {
      started.step(nanos.getAsLong(), lingerNanos);
      healthy = true;
      alive = nanos.getAsLong();
    } catch (WakeupException e) {
      // Someone needs a shard, or we are to stop: the next round sees which.
      log.trace("woken", e);
    } catch (RetriableException e) {
      healthy = false;
      log.warn("The log is out of reach: {}", e.toString());
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    running = false;
    LogTail reading = tail;
    if (reading != null) {
      reading.wake();
    }
    try {
      if (thread.isAlive()) {
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
