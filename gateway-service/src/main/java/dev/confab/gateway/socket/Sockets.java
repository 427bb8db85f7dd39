package dev.confab.gateway.socket;

import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.ConnectionId;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// The sockets that are open, and the one schedule that looks after them all. Stopping closes them,
/// before the web server and the log stop.
public final class Sockets implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Sockets.class);
  private static final long TICK_MILLIS = 500;
  private static final long FAREWELL_MILLIS = 3_000;

  private final Map<ConnectionId, Dialogue> open = new ConcurrentHashMap<>();
  private final int most;
  private final LongSupplier nanos;
  private final Clock clock;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("gateway-sockets").daemon().factory());
  private volatile boolean running;

  Sockets(int most, LongSupplier nanos, Clock clock) {
    this.most = most;
    this.nanos = nanos;
    this.clock = clock;
  }

  public int size() {
    return open.size();
  }

  boolean isFull() {
    return open.size() >= most;
  }

  void add(Dialogue dialogue) {
    open.put(dialogue.socket().id(), dialogue);
    if (!running) {
      dialogue.socket().close(CloseCode.RESTARTING);
    }
  }

  void remove(Dialogue dialogue) {
    open.remove(dialogue.socket().id());
  }

  private void tick() {
    long now = nanos.getAsLong();
    Instant wallClock = clock.instant();
    for (Dialogue dialogue : open.values()) {
      try {
        dialogue.socket().tick(now, wallClock);
      } catch (RuntimeException e) {
        log.error("A socket could not be looked after", e);
      }
    }
  }

  @Override
  public void start() {
    running = true;
    var _ =
        schedule.scheduleWithFixedDelay(
            this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    open.values().forEach(dialogue -> dialogue.socket().close(CloseCode.RESTARTING));
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FAREWELL_MILLIS);
    while (!open.isEmpty() && System.nanoTime() < until) {
      pause();
    }
    schedule.shutdownNow();
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
