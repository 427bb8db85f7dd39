package dev.confab.system.load;

import dev.confab.schema.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One socket. Frames come to the listener one after the other, the close last and once.
/// Thread-safe.
final class Link {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /// Who gets what comes.
  interface Listener {
    void frame(Link link, String text);

    void closed(Link link, int code);
  }

  private final String name;
  private final URI gateway;
  private final Listener listener;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CompletableFuture<WebSocket> socket;

  /// Held while the listener hears, so that nothing comes after the close.
  private final Object delivery = new Object();

  private volatile long slowUntil;

  private Link(HttpClient http, String name, URI gateway, String token, Listener listener) {
    this.name = name;
    this.gateway = gateway;
    this.listener = listener;
    URI uri = URI.create("ws" + gateway.toString().substring("http".length()) + "/chat/socket");
    this.socket =
        http.newWebSocketBuilder()
            .header("Authorization", "Bearer " + token)
            .subprotocols("confab.v1")
            .connectTimeout(PATIENCE)
            .buildAsync(uri, new Ear());
  }

  /// Throws `IOException` if nobody answers; the listener then hears nothing of it.
  static Link open(HttpClient http, String name, URI gateway, String token, Listener listener)
      throws IOException, InterruptedException {
    Link link = new Link(http, name, gateway, token, listener);
    try {
      link.socket.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return link;
    } catch (ExecutionException | TimeoutException e) {
      link.closed.set(true);
      link.abort();
      throw new IOException("no socket at " + gateway, e);
    }
  }

  String name() {
    return name;
  }

  String gateway() {
    return gateway.toString();
  }

  boolean isClosed() {
    return closed.get();
  }

  /// Nothing is read for so long.
  void slow(Duration time) {
    slowUntil = System.nanoTime() + time.toNanos();
  }

  boolean isSlow() {
    return slowUntil > System.nanoTime();
  }

  /// A socket that takes nothing more is cut; the listener hears of it.
  void say(Object frame) throws InterruptedException {
    String text = Json.mapper().writeValueAsString(frame);
    synchronized (this) {
      try {
        socket.join().sendText(text, true).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        cut();
      }
    }
  }

  /// As a network that goes away does.
  void cut() {
    abort();
    end(-1);
  }

  private void abort() {
    var _ = socket.thenAccept(WebSocket::abort);
  }

  private void end(int code) {
    synchronized (delivery) {
      if (closed.compareAndSet(false, true)) {
        listener.closed(this, code);
      }
    }
  }

  private void deliver(String text) {
    synchronized (delivery) {
      if (!closed.get()) {
        listener.frame(this, text);
      }
    }
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        String text = part.toString();
        part.setLength(0);
        deliver(text);
      }
      long pause = slowUntil - System.nanoTime();
      if (pause > 0) {
        var _ =
            CompletableFuture.runAsync(
                () -> from.request(1),
                CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS));
      } else {
        from.request(1);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end(-1);
    }
  }
}
