package dev.confab.message.fleet;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Connections to the other nodes over which nothing is said. An operating system ends those of a
/// process that dies at once, and keeps those of one that stands still. Thread-safe.
final class Leashes implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 1_000;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Map<String, Leash> leashes = new ConcurrentHashMap<>();

  /// Holds one to each of these nodes that has an address, and lets the others go.
  void hold(Collection<Node> nodes) {
    Set<String> wanted = nodes.stream().map(Node::id).collect(Collectors.toSet());
    leashes.forEach((id, leash) -> {
      if (!wanted.contains(id) && leashes.remove(id, leash)) {
        leash.close();
      }
    });
    for (Node node : nodes) {
      InetSocketAddress address = address(node.address());
      if (address != null) {
        leashes.computeIfAbsent(node.id(), id -> new Leash(address));
      }
    }
  }

  /// Whether somebody answered at the node's address once, and nobody does now, though its machine
  /// does. An address at which nobody ever answered may be the wrong one.
  boolean isBroken(Node node) {
    Leash leash = leashes.get(node.id());
    return leash != null && leash.refused;
  }

  private static @Nullable InetSocketAddress address(@Nullable String text) {
    int colon = text == null ? -1 : text.lastIndexOf(':');
    if (colon < 0) {
      return null;
    }
    String written = Objects.requireNonNull(text);
    try {
      return new InetSocketAddress(
          written.substring(0, colon), Integer.parseInt(written.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public void close() {
    leashes.values().forEach(Leash::close);
    leashes.clear();
  }

  private static final class Leash {
    private final InetSocketAddress address;
    private final Thread thread;
    private volatile boolean refused;
    private boolean held;
    private volatile boolean closed;
    private volatile @Nullable Socket socket;

    Leash(InetSocketAddress address) {
      this.address = address;
      this.thread = Thread.ofVirtual().name("leash-" + address).start(this::hold);
    }

    private void hold() {
      try {
        while (!closed) {
          long begun = System.nanoTime();
          // Who takes connections and ends them at once is not asked all the time.
          if (!holdOnce() || System.nanoTime() - begun < PAUSE.toNanos()) {
            Thread.sleep(PAUSE);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /// Until it ends. False if it never began.
    private boolean holdOnce() {
      boolean begun = false;
      try (Socket opened = new Socket()) {
        socket = opened;
        opened.connect(address, PATIENCE_MILLIS);
        begun = true;
        held = true;
        refused = false;
        opened.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      } catch (ConnectException e) {
        refused = held;
      } catch (IOException e) {
        // Nobody knows why: the beats decide.
      }
      return begun;
    }

    void close() {
      closed = true;
      thread.interrupt();
      Socket open = socket;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          // It is gone.
        }
      }
    }
  }
}
