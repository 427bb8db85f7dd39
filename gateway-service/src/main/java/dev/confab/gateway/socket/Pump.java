package dev.confab.gateway.socket;

import dev.confab.web.trace.PacedLog;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;

/// A thread that writes the outboxes that have something, so that those who have something for
/// clients never write themselves. Under load frames gather meanwhile and leave in fewer writes.
final class Pump implements AutoCloseable {
  private static final PacedLog log = new PacedLog(LoggerFactory.getLogger(Pump.class));

  private final ConcurrentLinkedQueue<Outbox> dirty = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean parked;
  private volatile boolean running = true;

  Pump(int number) {
    this.thread = Thread.ofPlatform().name("gateway-pump-" + number).daemon().start(this::run);
  }

  /// An outbox is here once at most: it says itself whether it is busy.
  void add(Outbox outbox) {
    dirty.add(outbox);
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (running) {
      Outbox outbox = dirty.poll();
      if (outbox == null) {
        rest();
      } else {
        drain(outbox);
      }
    }
  }

  private void rest() {
    parked = true;
    // Looks again, since one could have come before it was seen that this thread parks.
    if (dirty.isEmpty() && running) {
      LockSupport.park(this);
    }
    parked = false;
  }

  private static void drain(Outbox outbox) {
    try {
      outbox.drain();
    } catch (RuntimeException e) {
      log.error("A client's frames could not be written", e);
      outbox.discard();
    }
  }

  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
  }
}
