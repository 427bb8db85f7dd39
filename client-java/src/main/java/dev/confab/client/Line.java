package dev.confab.client;

import dev.confab.schema.codec.Json;
import dev.confab.schema.error.CloseCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One socket, from its opening to its end, and the questions on it. Thread-safe; asking and
/// telling block until the frame is written.
///
/// What comes is worked off on a thread of the line's own. The JDK's socket loses an end that comes
/// before its listener is done with a text (JDK 25: `TransportImpl.acknowledgeReception` throws
/// where nothing was asked for), and says that texts are written after that.
final class Line {
  /// The code of a socket that broke without one.
  static final int BROKEN = 1006;

  private static final Duration OPENING = Duration.ofSeconds(15);
  private static final Duration WRITING = Duration.ofSeconds(10);
  private static final int MOST_WAITING = 256;

  private final Listeners<JsonNode> pushed;
  private final Map<String, Question> asked = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final AtomicBoolean ends = new AtomicBoolean();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final Object writing = new Object();

  /// What came, and the end behind it.
  private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();

  /// Texts in it. At the bound the socket is not read on.
  private final AtomicInteger waiting = new AtomicInteger();

  private volatile @Nullable WebSocket socket;
  private volatile long heardAt = System.nanoTime();

  private record Question(int length, CompletableFuture<JsonNode> answer) {}

  private Line(Listeners<JsonNode> pushed) {
    this.pushed = pushed;
  }

  /// For sockets: takes what they bring on the thread that has read it, so that no end comes before
  /// its listener is done.
  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .executor(Runnable::run)
        .build();
  }

  /// `pushed` gets what answers no question, in order, on the line's thread.
  static Line open(HttpClient http, URI uri, Listeners<JsonNode> pushed)
      throws IOException, InterruptedException {
    Line line = new Line(pushed);
    CompletableFuture<WebSocket> opening =
        http.newWebSocketBuilder()
            .subprotocols("confab.v1")
            .connectTimeout(OPENING)
            .buildAsync(uri, line.new Ear());
    try {
      line.socket = opening.get(OPENING.toMillis(), TimeUnit.MILLISECONDS);
      Thread.ofVirtual().name("confab-line").start(line::work);
      return line;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("no socket at " + uri, e);
    } finally {
      if (line.socket == null) {
        var _ = opening.thenAccept(WebSocket::abort);
      }
    }
  }

  /// When it ends, with its close code.
  CompletableFuture<Integer> ended() {
    return ended;
  }

  boolean isOpen() {
    return !ended.isDone();
  }

  /// When anything came last, of `System.nanoTime`.
  long heardAt() {
    return heardAt;
  }

  /// The answer; throws `ConfabException` if it is an error, or if none comes in time.
  JsonNode ask(String type, Map<String, ?> fields, Duration patience) throws InterruptedException {
    String id = "f" + ids.incrementAndGet();
    String text = FrameText.of(id, type, fields);
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, new Question(text.length(), answer));
    try {
      say(text);
      if (!isOpen()) {
        answer.completeExceptionally(ConfabException.connectionLost());
      }
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw ConfabException.timedOut();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ConfabException known
          ? known
          : ConfabException.connectionLost();
    } finally {
      asked.remove(id);
    }
  }

  /// For what has no answer. Throws `ConfabException` if it would cost the line.
  void tell(String type, Map<String, ?> fields) {
    say(FrameText.of("t" + ids.incrementAndGet(), type, fields));
  }

  private void say(String text) {
    WebSocket open = socket;
    if (open == null || !isOpen()) {
      return;
    }
    boolean written;
    synchronized (writing) {
      written = written(open.sendText(text, true));
    }
    if (!written) {
      open.abort();
      // Behind the server's own end, if that is why nothing can be written: its code says more.
      inbox.add(() -> end(BROKEN));
    }
  }

  /// A write that has begun is waited for, come what may: the next one must not begin before.
  private static boolean written(CompletableFuture<WebSocket> write) {
    boolean interrupted = false;
    long until = System.nanoTime() + WRITING.toNanos();
    try {
      while (true) {
        try {
          write.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
          return true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
          return false;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// As a network that goes away does.
  void cut() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    end(BROKEN);
  }

  /// Says goodbye; does not wait for the answer.
  void close() {
    WebSocket open = socket;
    if (open != null && isOpen()) {
      var _ = open.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }
    end(WebSocket.NORMAL_CLOSURE);
  }

  /// Until it has ended.
  private void work() {
    try {
      while (isOpen()) {
        inbox.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (isOpen()) {
        cut();
      }
    }
  }

  private void end(int code) {
    if (ends.compareAndSet(false, true)) {
      // Before anybody can see that it has ended: who sees it takes what has no verdict for lost.
      if (code == CloseCode.TOO_LARGE.code()) {
        // Sent again it would cost the next line, too.
        asked.values().stream()
            .max(Comparator.comparingInt(Question::length))
            .ifPresent(longest -> longest.answer().completeExceptionally(FrameText.refused()));
      }
      ended.complete(code);
      inbox.add(() -> {});
      asked
          .values()
          .forEach(each -> each.answer().completeExceptionally(ConfabException.connectionLost()));
    }
  }

  private void received(String text) {
    JsonNode frame;
    try {
      frame = Json.mapper().readTree(text);
    } catch (JacksonException e) {
      cut();
      return;
    }
    Question question = asked.remove(frame.path("id").asString(""));
    if (question == null) {
      pushed.tell(frame);
    } else if (frame.path("type").asString("").equals("error")) {
      question.answer().completeExceptionally(ConfabException.of(frame, 0));
    } else {
      question.answer().complete(frame);
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
        heardAt = System.nanoTime();
        inbox.add(() -> workOff(text, from));
        if (waiting.incrementAndGet() == MOST_WAITING) {
          return null;
        }
      }
      from.request(1);
      return null;
    }

    private void workOff(String text, WebSocket from) {
      received(text);
      if (waiting.getAndDecrement() == MOST_WAITING) {
        from.request(1);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      inbox.add(() -> end(code));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      inbox.add(() -> end(BROKEN));
    }
  }
}
