package dev.confab.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.confab.schema.codec.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A socket of the JDK's client that keeps what it gets.
final class Client implements WebSocket.Listener, AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String END = "no more frames";

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final AtomicInteger pings = new AtomicInteger();
  private final StringBuilder part = new StringBuilder();
  private final Queue<String> ignored = new ConcurrentLinkedQueue<>();
  private volatile @Nullable WebSocket socket;

  static Client open(Gateway gateway, String... headers) {
    Client client = new Client();
    var builder = HTTP.newWebSocketBuilder().subprotocols("confab.v1");
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    client.socket =
        builder
            .buildAsync(URI.create("ws://" + gateway.authority() + "/chat/socket"), client)
            .join();
    return client;
  }

  static Client of(Gateway gateway, String user) {
    return open(gateway, "Authorization", "Bearer " + Gateway.token(user));
  }

  String subprotocol() {
    return connected().getSubprotocol();
  }

  Client say(String text) {
    connected().sendText(text, true).join();
    return this;
  }

  void sayBytes(byte[] bytes) {
    connected().sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /// The first part of a text that goes on.
  void begin(String first) {
    connected().sendText(first, false).join();
  }

  void sayInParts(String first, String second) {
    connected().sendText(first, false).join();
    connected().sendText(second, true).join();
  }

  String next() {
    String frame = take();
    assertThat(frame)
        .as("a frame; the close code is %s, passed over was %s", closed.getNow(null), ignored)
        .isNotNull();
    return String.valueOf(frame);
  }

  /// The next frame; `null` once all are taken and the gateway has closed with 4408.
  @Nullable String nextUnlessTooSlow() {
    String frame = take();
    if (frame == null) {
      assertThat(closed).isCompletedWithValue(4408);
    }
    return frame;
  }

  /// `null` if none comes, or no more.
  private @Nullable String take() {
    try {
      String frame = frames.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (END.equals(frame)) {
        frames.add(END);
        return null;
      }
      return frame;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The next frame of that type; others before it are passed over.
  JsonNode next(String type) {
    while (true) {
      JsonNode frame = Json.mapper().readTree(next());
      if (frame.path("type").asString().equals(type)) {
        return frame;
      }
      ignored.add(frame.toString());
    }
  }

  int closeCode() {
    await().atMost(PATIENCE).until(closed::isDone);
    return closed.join();
  }

  boolean isOpen() {
    return !closed.isDone();
  }

  /// How many pings it got, each answered with a pong.
  int pings() {
    return pings.get();
  }

  private WebSocket connected() {
    WebSocket current = socket;
    if (current == null) {
      throw new IllegalStateException("not connected");
    }
    return current;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      frames.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    pings.incrementAndGet();
    return WebSocket.Listener.super.onPing(from, message);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
    closed.complete(statusCode);
    frames.add(END);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(1006);
    frames.add(END);
  }

  @Override
  public void close() {
    connected().abort();
  }
}
