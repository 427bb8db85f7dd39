package dev.confab.client;

import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.Id;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.signal.Signal;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A user's line to a Confab server: one socket, the sessions on it, and what is done by REST.
///
/// Nothing here blocks; futures fail with a {@link ConfabException}. Thread-safe.
public final class Confab implements AutoCloseable {
  private static final Set<String> SIGNALS = Set.of("user_joined", "user_left", "typing");

  /// Messages in a page of history.
  private static final int PAGE = 100;

  private final Connection connection;
  private final RestApi rest;
  private final Map<SessionId, ChatSession> open = new ConcurrentHashMap<>();

  /// The clients that end with this.
  private final List<HttpClient> own;

  private Confab(
      URI server,
      TokenProvider tokens,
      HttpClient sockets,
      HttpClient requests,
      List<HttpClient> own) {
    this.own = own;
    Tokens held = new Tokens(tokens);
    URI socket = URI.create(server.resolve("/chat/socket").toString().replaceFirst("^http", "ws"));
    this.connection = new Connection(sockets, socket, held, this::pushed);
    this.rest = new RestApi(requests, server, held);
  }

  /// A client of the server at `server`, as `https://chat.example.org`, that connects at once.
  public static Confab connect(URI server, TokenProvider tokens) {
    HttpClient sockets = Line.client();
    HttpClient requests = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<HttpClient> own = List.of(sockets, requests);
    return start(new Confab(server, tokens, sockets, requests, own));
  }

  /// The same, with an HTTP client that others may share; it is not closed with this. Where its
  /// executor is busy, that the server is gone may be noticed only by the next ping, after 35 s.
  public static Confab connect(URI server, TokenProvider tokens, HttpClient http) {
    return start(new Confab(server, tokens, http, http, List.of()));
  }

  private static Confab start(Confab client) {
    client.connection.connect();
    return client;
  }

  public ConnectionState connection() {
    return connection.state();
  }

  /// Called with each new state, on the thread that keeps the connection.
  public void onConnection(Consumer<ConnectionState> listener) {
    connection.onChange(listener);
  }

  /// Connects again after the connection was closed for good: 1000, 4403, two different tokens
  /// refused, or {@link ConfabException#signedOut}. The token is asked for anew, and sessions have
  /// to be joined again then. If it waits to try again by itself it tries at once; else nothing
  /// happens.
  public void reconnect() {
    connection.connect();
  }

  /// Who the user is; `null` until the server has let him in.
  public @Nullable UserId user() {
    return connection.user();
  }

  /// The session of that id, always the same object. It is not live until it was joined.
  public ChatSession session(SessionId id) {
    return open.computeIfAbsent(id, each -> new ChatSession(each, connection, rest, PAGE));
  }

  /// Leaves the session and forgets all that was loaded of it.
  public void forget(SessionId id) {
    ChatSession gone = open.remove(id);
    if (gone != null) {
      gone.close();
    }
  }

  /// The user's sessions, newest activity first. Of the members of each it names 20 at most, the
  /// owner and the user among them. One that gets an event between two pages comes again behind the
  /// last; a page can be empty.
  ///
  /// @param cursor of the page before; `null` for the first
  public CompletableFuture<Page<Session>> sessions(@Nullable String cursor) {
    return later(() -> rest.sessions(cursor));
  }

  public CompletableFuture<Session> createSession(@Nullable String title, List<UserId> members) {
    return createSession(title, members, UUID.randomUUID().toString());
  }

  /// With the same key it is the same session.
  public CompletableFuture<Session> createSession(
      @Nullable String title, List<UserId> members, String key) {
    return later(() -> rest.create(title, members, key));
  }

  /// Ends everything; what was not sent is refused with `closed`.
  @Override
  public void close() {
    open.values().forEach(ChatSession::close);
    connection.close();
    own.forEach(HttpClient::shutdownNow);
  }

  private void pushed(JsonNode frame) {
    String id = frame.path("sessionId").asString("");
    ChatSession session = Id.isValid(id) ? open.get(new SessionId(id)) : null;
    if (session == null) {
      return;
    }
    if (frame.has("seq") && frame.has("actor")) {
      session.receive(frame);
    } else if (SIGNALS.contains(frame.path("type").asString(""))) {
      session.signal(Json.mapper().treeToValue(frame, Signal.class));
    }
  }

  /// Does it on a thread of its own.
  static <T extends @Nullable Object> CompletableFuture<T> later(Callable<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            done.complete(work.call());
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }
}
