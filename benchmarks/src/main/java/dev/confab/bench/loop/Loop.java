package dev.confab.bench.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// The one event loop of the driver: it runs on the thread that calls `run`, and so does every
/// {@link Link}. All connections share one read buffer.
public final class Loop implements AutoCloseable {
  /// What {@link Work} returns when it has nothing to do but wait for what comes.
  public static final long LATER = 50_000_000L;

  private static final int BUFFER = 1 << 18;

  /// What is done between looks at the connections.
  public interface Work {
    /// `now` is of `System.nanoTime`. Returns in how many nanoseconds it must be called again at
    /// the latest; negative ends the run.
    long run(long now);
  }

  private final Selector selector;
  private final Alarm alarm;
  private final ByteBuffer direct = ByteBuffer.allocateDirect(BUFFER);
  private final byte[] bytes = new byte[BUFFER];
  private boolean coarse;

  public Loop() throws IOException {
    this.selector = Selector.open();
    this.alarm = new Alarm(selector);
  }

  /// Coarse: wakes on milliseconds, which is cheaper where there is much to do anyway.
  public void coarse(boolean wanted) {
    coarse = wanted;
  }

  public void run(Work work) throws IOException {
    while (true) {
      long wait = work.run(System.nanoTime());
      if (wait < 0) {
        return;
      }
      await(wait);
    }
  }

  private void await(long wait) throws IOException {
    if (wait == 0) {
      selector.selectNow(this::ready);
    } else if (coarse || wait >= LATER) {
      selector.select(this::ready, Math.max(1, wait / 1_000_000));
    } else {
      alarm.at(System.nanoTime() + wait);
      selector.select(this::ready, 1 + LATER / 1_000_000);
    }
  }

  /// `local` is the address to come from.
  public void open(Link link, @Nullable InetSocketAddress local, InetSocketAddress remote)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (local != null) {
      channel.bind(local);
    }
    SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, link);
    link.attach(channel, key);
    if (channel.connect(remote)) {
      key.interestOps(SelectionKey.OP_READ);
      link.connected();
    }
  }

  private void ready(SelectionKey key) {
    Link link = (Link) key.attachment();
    try {
      if (key.isConnectable()) {
        link.channel().finishConnect();
        key.interestOps(SelectionKey.OP_READ);
        link.connected();
      }
      if (key.isValid() && key.isWritable()) {
        link.flush();
      }
      if (key.isValid() && key.isReadable()) {
        read(link);
      }
    } catch (IOException | IllegalStateException e) {
      // Also a key that was cancelled, and what no server may send.
      link.fail(e);
    }
  }

  private void read(Link link) throws IOException {
    direct.clear();
    int count = link.channel().read(direct);
    if (count < 0) {
      link.fail(null);
      return;
    }
    direct.flip().get(bytes, 0, count);
    link.received(bytes, count, System.nanoTime());
  }

  @Override
  public void close() throws IOException {
    alarm.close();
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
