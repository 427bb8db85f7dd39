package dev.confab.bench.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One connection. All calls come from the loop's thread.
public abstract class Link {
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private @Nullable Deque<ByteBuffer> unsent;
  private boolean closed;

  void attach(SocketChannel opened, SelectionKey registered) {
    channel = opened;
    key = registered;
  }

  SocketChannel channel() {
    return Objects.requireNonNull(channel);
  }

  protected abstract void connected();

  /// The bytes are good only during the call; `now` is when they were read.
  protected abstract void received(byte[] bytes, int count, long now);

  /// It is gone; `null` if the other side closed it.
  protected abstract void closed(@Nullable Exception cause);

  public boolean isOpen() {
    return channel != null && !closed;
  }

  /// Sends at once what the socket takes and keeps a copy of the rest.
  public void write(ByteBuffer bytes) {
    if (closed) {
      return;
    }
    try {
      Deque<ByteBuffer> queue = unsent;
      if (queue == null || queue.isEmpty()) {
        channel().write(bytes);
      }
      if (bytes.hasRemaining()) {
        keep(bytes);
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void keep(ByteBuffer bytes) {
    if (unsent == null) {
      unsent = new ArrayDeque<>();
    }
    unsent.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
    Objects.requireNonNull(key).interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
  }

  void flush() throws IOException {
    Deque<ByteBuffer> queue = unsent;
    while (queue != null && !queue.isEmpty()) {
      channel().write(queue.getFirst());
      if (queue.getFirst().hasRemaining()) {
        return;
      }
      queue.removeFirst();
    }
    Objects.requireNonNull(key).interestOps(SelectionKey.OP_READ);
  }

  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel().close();
    } catch (IOException e) {
      // It is gone one way or the other.
    }
  }

  void fail(@Nullable Exception cause) {
    if (!closed) {
      close();
      closed(cause);
    }
  }
}
