package dev.confab.client;

import dev.confab.schema.error.CloseCode;
import dev.confab.schema.id.UserId;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Keeps one authenticated {@link Line} up, on a thread of its own: connects, refreshes the token
/// in band, looks whether the other side lives, comes back with jitter. Thread-safe.
final class Connection {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration HEARTBEAT = Duration.ofSeconds(25);
  private static final Duration RENEWAL_RETRY = Duration.ofSeconds(3);
  private static final long RESTART_SPREAD_MILLIS = 5_000;
  private static final int GOING_AWAY = 1001;

  private final HttpClient http;
  private final URI uri;
  private final Tokens tokens;
  private final Listeners<JsonNode> pushed = new Listeners<>();
  private final Listeners<ConnectionState> listeners = new Listeners<>();
  private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
  private final Object lock = new Object();

  private ConnectionState state =
      new ConnectionState(ConnectionState.Status.CLOSED, "not connected yet", 0);

  /// Only while the user is in.
  private @Nullable Line line;

  private @Nullable Thread thread;
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

  /// Nothing happens if it is at it.
  void connect() {
    synchronized (lock) {
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
    try {
      while (isWanted()) {
        int code = attend();
        if (!isWanted() || !comesBack(code)) {
          end(code);
          return;
        }
        Thread.sleep(pauseAfter(code));
      }
    } catch (InterruptedException e) {
      // Closed by the caller, who says so.
      Thread.currentThread().interrupt();
    }
  }

  private boolean isWanted() {
    synchronized (lock) {
      return thread == Thread.currentThread();
    }
  }

  private void end(int code) {
    synchronized (lock) {
      if (thread != Thread.currentThread()) {
        return;
      }
      thread = null;
    }
    become(ConnectionState.Status.CLOSED, "the server closed with " + code, code, null);
  }

  /// One line from its beginning to its end; the code with which it ended.
  private int attend() throws InterruptedException {
    become(ConnectionState.Status.CONNECTING, null, 0, null);
    String reason;
    int code;
    Line opened = null;
    try {
      String token = tokens.current();
      opened = Line.open(http, uri, pushed);
      attempt = opened;
      Instant expiry = authenticate(opened, token);
      backoff.reset();
      become(ConnectionState.Status.ONLINE, null, 0, opened);
      code = follow(opened, expiry);
      reason = "closed with " + code;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // The token's provider may throw anything; a refusal closes the line, and its code says why.
      code = opened == null ? Line.BROKEN : codeOf(opened);
      reason = e.toString();
    } finally {
      attempt = null;
      if (opened != null) {
        opened.cut();
      }
    }
    if (code == CloseCode.UNAUTHENTICATED.code()) {
      tokens.forget();
    }
    become(ConnectionState.Status.OFFLINE, reason, code, null);
    return code;
  }

  private static int codeOf(Line refused) throws InterruptedException {
    try {
      return refused.ended().get(2, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return Line.BROKEN;
    }
  }

  private Instant authenticate(Line on, String token) throws InterruptedException {
    JsonNode answer = on.ask("authenticate", Map.of("token", token), ANSWER);
    user = new UserId(answer.path("userId").asString(""));
    return Instant.parse(answer.path("expiresAt").asString(""));
  }

  /// Until it ends.
  private int follow(Line open, Instant firstExpiry) throws InterruptedException {
    Instant renewal = renewalBefore(firstExpiry);
    while (true) {
      try {
        Duration untilRenewal = Duration.between(Instant.now(), renewal);
        long wait = Math.clamp(untilRenewal.toMillis(), 0, HEARTBEAT.toMillis());
        return open.ended().get(wait, TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        return Line.BROKEN;
      } catch (TimeoutException e) {
        if (!Instant.now().isBefore(renewal)) {
          renewal = renew(open);
        } else if (isSilent(open)) {
          open.cut();
        }
      }
    }
  }

  private boolean isSilent(Line open) throws InterruptedException {
    if (System.nanoTime() - open.heardAt() < HEARTBEAT.toNanos()) {
      return false;
    }
    try {
      open.ask("ping", Map.of(), ANSWER);
      return false;
    } catch (ConfabException e) {
      return true;
    }
  }

  /// Until the old token expires there is time to try again; then the server closes with 4401.
  private Instant renew(Line open) throws InterruptedException {
    try {
      return renewalBefore(authenticate(open, tokens.fresh()));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return Instant.now().plus(RENEWAL_RETRY);
    }
  }

  /// A fifth of the remaining life before the end, a minute at most.
  private static Instant renewalBefore(Instant expiry) {
    Duration life = Duration.between(Instant.now(), expiry);
    Duration fifth = life.dividedBy(5);
    Duration early = fifth.compareTo(Duration.ofMinutes(1)) < 0 ? fifth : Duration.ofMinutes(1);
    return expiry.minus(early);
  }

  private static boolean comesBack(int code) {
    return code == Line.BROKEN
        || code == GOING_AWAY
        || Stream.of(CloseCode.values()).anyMatch(c -> c.code() == code && c.reconnect());
  }

  private Duration pauseAfter(int code) {
    return code == CloseCode.RESTARTING.code()
        ? Duration.ofMillis(ThreadLocalRandom.current().nextLong(RESTART_SPREAD_MILLIS))
        : backoff.next();
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
