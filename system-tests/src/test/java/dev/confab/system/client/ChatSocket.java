package dev.confab.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A socket that keeps every frame it receives. Thread-safe.
public final class ChatSocket implements AutoCloseable {
  /// Longer than any promise: what takes longer is lost.
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Frame> frames = new CopyOnWriteArrayList<>();
  private final Map<String, CompletableFuture<Frame>> asked = new ConcurrentHashMap<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final AtomicLong ids = new AtomicLong();
  private final WebSocket socket;

  private ChatSocket(Chat chat, Map<String, String> headers) {
    URI uri = URI.create("ws" + chat.uri().toString().substring("http".length()) + "/chat/socket");
    WebSocket.Builder builder = chat.http().newWebSocketBuilder();
    headers.forEach(builder::header);
    this.socket = builder.subprotocols("confab.v1").buildAsync(uri, new Ear()).join();
  }

  public static ChatSocket open(Chat chat, Map<String, String> headers) {
    return new ChatSocket(chat, headers);
  }

  /// What the server chose, empty if nothing.
  public String subprotocol() {
    return socket.getSubprotocol();
  }

  /// Sends the text as one message. A socket that is closing may fail to: its close code counts.
  public void say(String text) {
    synchronized (socket) {
      try {
        socket.sendText(text, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        closed.completeOnTimeout(-1, PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException | TimeoutException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// Sends the bytes as one binary message.
  public void say(byte[] bytes) {
    synchronized (socket) {
      socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }
  }

  /// Sends a frame of that type that may get no answer.
  public void tell(String type, Map<String, ?> fields) {
    var _ = askLater(type, fields);
  }

  /// Sends a frame of that type under an id of its own; done when the answer is there.
  public CompletableFuture<Frame> askLater(String type, Map<String, ?> fields) {
    String id = "f" + ids.incrementAndGet();
    Map<String, Object> frame = new HashMap<>(fields);
    frame.put("type", type);
    frame.put("id", id);
    CompletableFuture<Frame> answer = new CompletableFuture<>();
    asked.put(id, answer);
    say(Chat.JSON.writeValueAsString(frame));
    return answer;
  }

  /// The answer to such a frame, whatever it is.
  public Frame ask(String type, Map<String, ?> fields) {
    return get(askLater(type, fields));
  }

  /// The answer to a text with that id.
  public Frame ask(String id, String text) {
    CompletableFuture<Frame> answer = new CompletableFuture<>();
    asked.put(id, answer);
    say(text);
    return get(answer);
  }

  public Frame join(String session) {
    return require("joined", ask("join_session", Map.of("sessionId", session)));
  }

  /// The ack.
  public Frame send(String session, String content) {
    return require("ack", ask("send_message", Map.of("sessionId", session, "content", content)));
  }

  /// Whatever this was said before is handled when it returns.
  public void ping() {
    require("pong", ask("ping", Map.of()));
  }

  /// Checks that the answer is an error of that code.
  public static void refused(String code, Frame answer) {
    assertThat(answer.type()).as(answer.text()).isEqualTo("error");
    assertThat(answer.field("code")).as(answer.text()).isEqualTo(code);
  }

  public static Frame require(String type, Frame answer) {
    assertThat(answer.type()).as(answer.text()).isEqualTo(type);
    return answer;
  }

  /// Everything that came, in order.
  public List<Frame> frames() {
    return List.copyOf(frames);
  }

  /// The session's events that came, in order.
  public List<Frame> events(String session) {
    return frames.stream().filter(f -> f.isEvent() && f.session().equals(session)).toList();
  }

  /// What came of that type and is no answer, in order.
  public List<Frame> pushed(String type, String session) {
    return frames.stream()
        .filter(f -> f.id().isEmpty() && f.type().equals(type) && f.session().equals(session))
        .toList();
  }

  /// Returns the session's events, once the one with this seq is there.
  public List<Frame> awaitEvents(String session, long upTo) {
    Awaitility.await("event " + upTo + " of " + session)
        .atMost(PATIENCE)
        .until(() -> events(session).stream().anyMatch(event -> event.seq() >= upTo));
    return events(session);
  }

  /// The first error that answers no frame, once it is there.
  public Frame awaitError() {
    Awaitility.await("an error").atMost(PATIENCE).until(() -> !errors().isEmpty());
    return errors().getFirst();
  }

  private List<Frame> errors() {
    return frames.stream().filter(f -> f.id().isEmpty() && f.type().equals("error")).toList();
  }

  /// The first such frame that is no answer, once it is there.
  public Frame awaitPushed(String type, String session) {
    Awaitility.await(type + " of " + session)
        .atMost(PATIENCE)
        .until(() -> !pushed(type, session).isEmpty());
    return pushed(type, session).getFirst();
  }

  /// With which code it was closed, once it is; -1 if it broke without.
  public int closeCode() {
    return get(closed);
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(gone -> socket).join();
  }

  /// As a network that goes away does.
  public void abort() {
    socket.abort();
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer came: " + e, e);
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
        Frame frame = new Frame(text, Chat.JSON.readTree(text));
        frames.add(frame);
        CompletableFuture<Frame> answer = asked.remove(frame.id());
        if (answer != null) {
          answer.complete(frame);
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      throw new IllegalStateException("frames are text");
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end(code, reason);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end(-1, error.toString());
    }

    private void end(int code, String reason) {
      closed.complete(code);
      var lost = new IllegalStateException("the socket was closed: " + code + " " + reason);
      asked.values().forEach(answer -> answer.completeExceptionally(lost));
    }
  }
}
