package dev.confab.gateway.socket;

import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.ConnectionId;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.trace.PacedLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// The sockets that are open, and the one schedule that looks after them all.
///
/// Stopping closes them, spread over the drain time so that their clients do not all come to the
/// other gateways at once, each once its writes are answered, and before the web server and the log
/// stop.
public final class Sockets implements SmartLifecycle {
  private static final PacedLog log = new PacedLog(LoggerFactory.getLogger(Sockets.class));
  private static final long TICK_MILLIS = 500;

  /// For what is under way to be answered, and the client to say that it closes, too.
  private static final Duration FAREWELL = Duration.ofSeconds(8);

  private static final Duration BLINK = Duration.ofMillis(10);

  private final Map<ConnectionId, Dialogue> open = new ConcurrentHashMap<>();
  private final int most;
  private final long drainNanos;
  private final ByteBudget queues;
  private final LongSupplier nanos;
  private final Clock clock;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("gateway-sockets").daemon().factory());
  private volatile boolean running;

  /// @param queues unsent bytes of all sockets
  Sockets(int most, Duration drain, ByteBudget queues, LongSupplier nanos, Clock clock) {
    this.drainNanos = drain.toNanos();
    this.most = most;
    this.queues = queues;
    this.nanos = nanos;
    this.clock = clock;
  }

  public int size() {
    return open.size();
  }

  /// Bytes that clients have not taken yet.
  public long unsent() {
    return open.values().stream().mapToLong(dialogue -> dialogue.socket().unsent()).sum();
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
    relieve();
  }

  /// Before all sockets together have as much unsent as they may, when new frames would close
  /// anybody, closes those that have the most.
  private void relieve() {
    if (queues.held() <= queues.total() / 4 * 3) {
      return;
    }
    List<Socket> slowest =
        open.values().stream()
            .map(Dialogue::socket)
            .sorted(Comparator.comparingLong(Socket::unsent).reversed())
            .toList();
    for (Socket socket : slowest) {
      if (queues.held() <= queues.total() / 2) {
        return;
      }
      socket.tooSlow();
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
    List<Dialogue> leaving = List.copyOf(open.values());
    long start = nanos.getAsLong();
    for (int i = 0; i < leaving.size(); i++) {
      parkUntil(start + drainNanos * i / leaving.size());
      leaving.get(i).socket().retire();
    }
    long until = nanos.getAsLong() + FAREWELL.toNanos();
    while (!open.isEmpty() && nanos.getAsLong() < until) {
      parkUntil(nanos.getAsLong() + BLINK.toNanos());
    }
    open.values().forEach(dialogue -> dialogue.socket().abort());
    schedule.shutdownNow();
  }

  private void parkUntil(long time) {
    for (long left = time - nanos.getAsLong(); left > 0; left = time - nanos.getAsLong()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
