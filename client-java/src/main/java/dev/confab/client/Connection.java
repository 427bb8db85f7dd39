package dev.confab.client;

import dev.confab.schema.error.CloseCode;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.UserId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Keeps one authenticated {@link Line} up, on a thread of its own: connects, and comes back with
/// jitter, whatever ended it, but for a few codes that are final. Thread-safe.
final class Connection {
  private static final System.Logger LOG = System.getLogger("dev.confab.client");
  private static final int UNAUTHENTICATED = CloseCode.UNAUTHENTICATED.code();
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /// A line that lasted so long was a good one: the pauses begin small again.
  private static final Duration STEADY = Duration.ofSeconds(10);

  private final HttpClient http;
  private final URI uri;
  private final Tokens tokens;
  private final Listeners<JsonNode> pushed = new Listeners<>();
  private final Listeners<ConnectionState> listeners = new Listeners<>();
  private final Backoff backoff = Backoff.ofLine();
  private final Object lock = new Object();

  private ConnectionState state =
      new ConnectionState(ConnectionState.Status.CLOSED, "not connected yet", 0);

  /// Only while the user is in.
  private @Nullable Line line;

  private @Nullable Thread thread;
  private boolean hurries;

  /// The last token that was refused since the user was in; of the connection's thread.
  private @Nullable String refused;

  private volatile @Nullable Line attempt;
  private volatile @Nullable UserId user;

  Connection(HttpClient http, URI uri, Tokens tokens, Consumer<JsonNode> pushed) {
    this.http = http;
    this.uri = uri;
    this.tokens = tokens;
    this.pushed.add(pushed);
  }

  void onChange(Consumer<ConnectionState> listener) {
    listeners.add(listener);
  }

  ConnectionState state() {
    synchronized (lock) {
      return state;
    }
  }

  @Nullable UserId user() {
    return user;
  }

  /// At once, also if it waits to try again.
  void connect() {
    synchronized (lock) {
      hurries = true;
      lock.notifyAll();
      if (thread == null) {
        state = new ConnectionState(ConnectionState.Status.CONNECTING, null, 0);
        thread = Thread.ofVirtual().name("confab-connection").start(this::run);
      }
    }
  }

  void close() {
    Thread running;
    synchronized (lock) {
      running = thread;
      thread = null;
    }
    if (running != null) {
      running.interrupt();
    }
    Line open = attempt;
    if (open != null) {
      open.close();
    }
    become(ConnectionState.Status.CLOSED, "closed by the caller", 0, null);
  }

  /// The line as soon as the user is in. Throws `ConfabException` if the connection is closed, then
  /// or later.
  Line awaitLine() throws InterruptedException {
    return awaitLine(Long.MAX_VALUE);
  }

  /// The same; throws `ConfabException` if there is none at that time of `System.nanoTime`, too.
  private Line awaitLine(long until) throws InterruptedException {
    synchronized (lock) {
      while (line == null) {
        if (state.status() == ConnectionState.Status.CLOSED) {
          throw state.code() == 0 ? ConfabException.closed() : ConfabException.closed(state.code());
        }
        if (until == Long.MAX_VALUE) {
          lock.wait();
        } else if (System.nanoTime() < until) {
          lock.wait(TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()) + 1);
        } else {
          throw ConfabException.connectionLost();
        }
      }
      return line;
    }
  }

  /// `null` while nobody is let in.
  @Nullable Line line() {
    synchronized (lock) {
      return line;
    }
  }

  private void run() {
    refused = null;
    while (isWanted()) {
      try {
        Ending ending = attend();
        if (ending.isFinal() || wasRefusedTwice(ending)) {
          end(ending);
        } else {
          become(ConnectionState.Status.OFFLINE, ending.reason(), ending.code(), null);
          pause(ending.pause(backoff));
        }
      } catch (InterruptedException e) {
        // Closed by the caller, who says so; a listener's interrupt is none of ours.
      }
    }
  }

  /// By two different tokens: the provider has given a new one, and that was refused as well.
  private boolean wasRefusedTwice(Ending ending) {
    String token = ending.refused();
    if (token == null) {
      return false;
    }
    tokens.forget(token);
    String before = refused;
    refused = token;
    return before != null && !before.equals(token);
  }

  private boolean isWanted() {
    synchronized (lock) {
      return thread == Thread.currentThread();
    }
  }

  private void pause(Duration length) throws InterruptedException {
    long until = System.nanoTime() + length.toNanos();
    synchronized (lock) {
      hurries = false;
      for (long left = length.toNanos(); left > 0 && !hurries; left = until - System.nanoTime()) {
        lock.wait(TimeUnit.NANOSECONDS.toMillis(left) + 1);
      }
    }
  }

  private void end(Ending ending) {
    synchronized (lock) {
      if (thread != Thread.currentThread()) {
        return;
      }
      thread = null;
    }
    become(ConnectionState.Status.CLOSED, ending.reason(), ending.code(), null);
  }

  /// One line from its beginning to its end.
  private Ending attend() throws InterruptedException {
    become(ConnectionState.Status.CONNECTING, null, 0, null);
    Line opened = null;
    try {
      String token = tokens.current();
      opened = Line.open(http, uri, pushed);
      attempt = opened;
      return attend(opened, new Upkeep(opened, tokens, token));
    } catch (ConfabException e) {
      return e.retryable() ? Ending.broken(e.toString()) : Ending.signedOut(e.toString());
    } catch (IOException e) {
      return Ending.broken(e.toString());
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "the attempt to connect failed", e);
      return Ending.broken(e.toString());
    } finally {
      attempt = null;
      if (opened != null) {
        opened.cut();
      }
    }
  }

  private Ending attend(Line opened, Upkeep upkeep) throws InterruptedException {
    long began = System.nanoTime();
    try {
      user = upkeep.authenticate();
    } catch (ConfabException e) {
      int code = e.is(ErrorCode.UNAUTHENTICATED) ? UNAUTHENTICATED : codeOf(opened);
      return Ending.of(code, e.toString(), upkeep.token());
    }
    refused = null;
    become(ConnectionState.Status.ONLINE, null, 0, opened);
    int code = upkeep.follow();
    if (System.nanoTime() - began > STEADY.toNanos()) {
      backoff.reset();
    }
    return Ending.of(code, "closed with " + code, upkeep.token());
  }

  private static int codeOf(Line refused) throws InterruptedException {
    try {
      return refused.ended().get(2, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return Line.BROKEN;
    }
  }

  private void become(
      ConnectionState.Status status, @Nullable String reason, int code, @Nullable Line on) {
    ConnectionState next = new ConnectionState(status, reason, code);
    synchronized (lock) {
      boolean stale = status != ConnectionState.Status.CLOSED && thread != Thread.currentThread();
      if (stale) {
        return;
      }
      state = next;
      line = on;
      lock.notifyAll();
    }
    listeners.tell(next);
  }

  /// The answer, over the line that there is then. Throws `ConfabException`.
  JsonNode ask(String type, Map<String, ?> fields) throws InterruptedException {
    return awaitLine().ask(type, fields, ANSWER);
  }

  /// The same, if there is a line before that time of `System.nanoTime`.
  JsonNode ask(String type, Map<String, ?> fields, long until) throws InterruptedException {
    return awaitLine(until).ask(type, fields, ANSWER);
  }

  /// What is said while there is no line is lost.
  void tell(String type, Map<String, ?> fields) {
    Line open = line();
    if (open != null) {
      open.tell(type, fields);
    }
  }
}
