package dev.confab.web.server;

import dev.confab.web.limit.ClientNetwork;
import dev.confab.web.limit.Headcount;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes connections whose output has ended: reads what their peers still send, throws it away,
/// and closes when they end, too, or take too long. So many of one network and of all are read
/// from; more are closed at once. One thread for all; it sleeps while there are none.
final class LingeringClose extends AbstractLifeCycle {
  private static final Logger log = LoggerFactory.getLogger(LingeringClose.class);
  private static final long MOST_BYTES = 16L << 20;
  private static final long TICK_MILLIS = 500;

  private final long patience;
  private final Headcount<ClientNetwork> networks;
  private final Headcount<LingeringClose> all;
  private final Queue<Coming> coming = new ConcurrentLinkedQueue<>();
  private final ByteBuffer waste = ByteBuffer.allocateDirect(64 << 10);
  private @Nullable Selector selector;
  private volatile boolean stopped;

  private record Coming(SocketChannel channel, ClientNetwork from) {}

  /// What is still read of one.
  private static final class Rest {
    private final ClientNetwork from;
    private final long since = System.nanoTime();
    private long bytes;

    private Rest(ClientNetwork from) {
      this.from = from;
    }
  }

  /// @param patience with a peer that goes on sending
  /// @param ofAll connections at the same time
  /// @param ofOne those of one network; 0 for no limit
  LingeringClose(Duration patience, int ofAll, int ofOne, Runnable whenRefused) {
    this.patience = patience.toNanos();
    this.all = new Headcount<>(ofAll, whenRefused);
    this.networks = new Headcount<>(ofOne, whenRefused);
  }

  /// The channel is this object's from now on. Any thread.
  void take(SocketChannel channel) {
    ClientNetwork from = networkOf(channel);
    if (from == null || !enter(from)) {
      IO.close(channel);
      return;
    }
    coming.add(new Coming(channel, from));
    Selector current = selector;
    if (current == null || stopped) {
      closeComing();
    } else {
      current.wakeup();
    }
  }

  private boolean enter(ClientNetwork from) {
    if (!networks.enter(from)) {
      return false;
    }
    if (all.enter(this)) {
      return true;
    }
    networks.leave(from);
    return false;
  }

  private void leave(ClientNetwork from) {
    all.leave(this);
    networks.leave(from);
  }

  private static @Nullable ClientNetwork networkOf(SocketChannel channel) {
    try {
      return channel.getRemoteAddress() instanceof InetSocketAddress remote
          ? ClientNetwork.of(remote.getAddress())
          : null;
    } catch (IOException e) {
      // It is closed already.
      return null;
    }
  }

  @Override
  protected void doStart() throws Exception {
    stopped = false;
    selector = Selector.open();
    Thread.ofPlatform().name("http-lingering-close").daemon().start(this::run);
  }

  @Override
  protected void doStop() {
    stopped = true;
    Objects.requireNonNull(selector).wakeup();
  }

  private void run() {
    Selector current = Objects.requireNonNull(selector);
    try (current) {
      readFrom(current);
    } catch (IOException e) {
      log.error("Connections end abruptly from now on", e);
      stopped = true;
    }
    closeComing();
  }

  private void readFrom(Selector current) throws IOException {
    try {
      while (!stopped) {
        current.select(this::read, current.keys().isEmpty() ? 0 : TICK_MILLIS);
        registerComing(current);
        long now = System.nanoTime();
        current.keys().stream()
            .filter(key -> now - rest(key).since > patience)
            .forEach(this::close);
      }
    } finally {
      current.keys().forEach(this::close);
    }
  }

  private void registerComing(Selector current) {
    for (Coming next = coming.poll(); next != null; next = coming.poll()) {
      try {
        next.channel().register(current, SelectionKey.OP_READ, new Rest(next.from()));
      } catch (ClosedChannelException e) {
        leave(next.from());
      }
    }
  }

  private void read(SelectionKey key) {
    try {
      waste.clear();
      int read = ((SocketChannel) key.channel()).read(waste);
      Rest rest = rest(key);
      rest.bytes += read;
      if (read < 0 || rest.bytes > MOST_BYTES) {
        close(key);
      }
    } catch (IOException e) {
      close(key);
    }
  }

  private static Rest rest(SelectionKey key) {
    return (Rest) key.attachment();
  }

  private void close(SelectionKey key) {
    if (key.isValid()) {
      key.cancel();
      IO.close(key.channel());
      leave(rest(key).from);
    }
  }

  private void closeComing() {
    for (Coming next = coming.poll(); next != null; next = coming.poll()) {
      IO.close(next.channel());
      leave(next.from());
    }
  }
}
