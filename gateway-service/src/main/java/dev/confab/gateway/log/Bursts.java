package dev.confab.gateway.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets work through at once while little comes, and gathers it for a few milliseconds when much
/// does.
///
/// What a request costs the broker and its readers hardly depends on how many records it holds
/// (`docs/performance.md`), and the log's readers come in the same rhythm. Thread-safe; work runs
/// on the caller's thread or on this object's own. Work that one thread at a time submits runs in
/// its order; who wants an order among threads holds a lock of his own.
final class Bursts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Bursts.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// How long to gather, times the square of what comes in a second: 2 ms at 1 400/s, 60 ms from 7
  /// 700/s on. Time is worth more than CPU as long as there is some left.
  private static final long NANOS_PER_SQUARE = 1;

  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(60);

  /// What waits at most: so much does not come in {@link #LONGEST}, so the producer is stuck.
  private static final int MOST = 10_000;

  /// The rate counts over so long.
  private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(50);

  private final LongSupplier nanos;
  private final Thread thread;
  private Queue<Runnable> waiting = new ArrayDeque<>();
  private long windowSince;
  private long inWindow;
  private long gather;
  private volatile boolean gathering;
  private volatile boolean running = true;

  Bursts(LongSupplier nanos) {
    this.nanos = nanos;
    this.windowSince = nanos.getAsLong();
    this.thread = Thread.ofPlatform().name("gateway-bursts").daemon().start(this::run);
  }

  /// Throws {@link BufferExhaustedException} if too much waits already; the work is not run then.
  void submit(Runnable work) {
    if (!gathers(work)) {
      work.run();
    }
  }

  private synchronized boolean gathers(Runnable work) {
    count();
    if (!gathering && (gather == 0 || !running)) {
      return false;
    }
    if (waiting.size() >= MOST) {
      throw new BufferExhaustedException("the producer is too far behind");
    }
    waiting.add(work);
    if (!gathering) {
      gathering = true;
      LockSupport.unpark(thread);
    }
    return true;
  }

  private void count() {
    inWindow++;
    long now = nanos.getAsLong();
    long elapsed = now - windowSince;
    if (elapsed >= WINDOW) {
      long perSecond = inWindow * TimeUnit.SECONDS.toNanos(1) / elapsed;
      long wanted = perSecond * perSecond * NANOS_PER_SQUARE;
      gather = wanted < SHORTEST ? 0 : Math.min(wanted, LONGEST);
      windowSince = now;
      inWindow = 0;
    }
  }

  private void run() {
    while (isNeeded()) {
      if (gathering) {
        if (running) {
          LockSupport.parkNanos(this, pause());
        }
        burst();
      } else {
        LockSupport.park(this);
      }
    }
  }

  private synchronized boolean isNeeded() {
    return running || gathering;
  }

  private synchronized long pause() {
    return gather;
  }

  /// Lets go what has gathered. What comes meanwhile gathers again, so that nothing overtakes.
  private void burst() {
    Queue<Runnable> ready;
    synchronized (this) {
      ready = waiting;
      waiting = new ArrayDeque<>();
      gathering = !ready.isEmpty();
    }
    for (Runnable work : ready) {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        // Whatever it was, what waits behind it must go.
        log.error("A record could not be handed to the producer", e);
      }
    }
  }

  /// What has gathered goes first; what comes later runs at once.
  @Override
  public void close() {
    synchronized (this) {
      running = false;
    }
    LockSupport.unpark(thread);
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
