package dev.confab.web.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears out peers of connections that end: reads what they still send, throws it away, and closes
/// when they end, too, or take too long. One thread for all; it sleeps while there are none.
final class Farewell extends AbstractLifeCycle {
  private static final Logger log = LoggerFactory.getLogger(Farewell.class);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MOST_BYTES = 16L << 20;
  private static final long TICK_MILLIS = 500;

  private final Queue<SocketChannel> coming = new ConcurrentLinkedQueue<>();
  private final ByteBuffer waste = ByteBuffer.allocateDirect(64 << 10);
  private @Nullable Selector selector;
  private volatile boolean stopped;

  private static final class Guest {
    private final long until = System.nanoTime() + PATIENCE_NANOS;
    private long bytes;
  }

  /// The channel is this object's from now on. Any thread.
  void hearOut(SocketChannel channel) {
    coming.add(channel);
    Selector current = selector;
    if (current == null || stopped) {
      closeComing();
    } else {
      current.wakeup();
    }
  }

  @Override
  protected void doStart() throws Exception {
    stopped = false;
    selector = Selector.open();
    Thread.ofPlatform().name("http-farewell").daemon().start(this::run);
  }

  @Override
  protected void doStop() {
    stopped = true;
    Objects.requireNonNull(selector).wakeup();
  }

  private void run() {
    Selector current = Objects.requireNonNull(selector);
    try (current) {
      while (!stopped) {
        current.select(this::hear, current.keys().isEmpty() ? 0 : TICK_MILLIS);
        welcome(current);
        long now = System.nanoTime();
        current
            .keys()
            .forEach(key -> {
              if (now - guest(key).until > 0) {
                close(key);
              }
            });
      }
      current.keys().forEach(Farewell::close);
      closeComing();
    } catch (IOException e) {
      log.error("Connections end abruptly from now on", e);
      stopped = true;
      closeComing();
    }
  }

  private void welcome(Selector current) {
    for (SocketChannel channel = coming.poll(); channel != null; channel = coming.poll()) {
      try {
        channel.register(current, SelectionKey.OP_READ, new Guest());
      } catch (ClosedChannelException e) {
        log.trace("It was closed meanwhile", e);
      }
    }
  }

  private void hear(SelectionKey key) {
    try {
      waste.clear();
      int read = ((SocketChannel) key.channel()).read(waste);
      Guest guest = guest(key);
      guest.bytes += read;
      if (read < 0 || guest.bytes > MOST_BYTES) {
        close(key);
      }
    } catch (IOException e) {
      close(key);
    }
  }

  private static Guest guest(SelectionKey key) {
    return (Guest) key.attachment();
  }

  private static void close(SelectionKey key) {
    key.cancel();
    IO.close(key.channel());
  }

  private void closeComing() {
    for (SocketChannel channel = coming.poll(); channel != null; channel = coming.poll()) {
      IO.close(channel);
    }
  }
}
