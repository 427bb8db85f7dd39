package dev.confab.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// The REST side. Every call can be repeated (reads, and writes with a key), so a retryable failure
/// is, for half a minute. Thread-safe; calls block and throw `ConfabException`.
final class RestApi {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PERSISTENCE = Duration.ofSeconds(30);
  private static final int ERROR = 400;

  private final HttpClient http;
  private final URI origin;
  private final Tokens tokens;

  RestApi(HttpClient http, URI origin, Tokens tokens) {
    this.http = http;
    this.origin = origin;
    this.tokens = tokens;
  }

  Session create(@Nullable String title, List<UserId> members, String key)
      throws InterruptedException {
    Map<String, Object> body = new HashMap<>();
    body.put("members", members);
    if (title != null) {
      body.put("title", title);
    }
    return Json.mapper().treeToValue(call("POST", "/chat/sessions", body, key), Session.class);
  }

  Session session(SessionId id) throws InterruptedException {
    return Json.mapper().treeToValue(call("GET", path(id), null, null), Session.class);
  }

  Page<Session> sessions(@Nullable String cursor) throws InterruptedException {
    String query = cursor == null ? "" : "?cursor=" + cursor;
    return page(call("GET", "/chat/sessions" + query, null, null), Session.class);
  }

  /// The newest page, or the one before a seq, never older than `minSeq`.
  Page<Message> messages(SessionId id, int limit, @Nullable Long before, long minSeq)
      throws InterruptedException {
    String older = before == null ? "" : "&before=" + before;
    String query = "/messages?limit=%d&minSeq=%d%s".formatted(limit, minSeq, older);
    return page(call("GET", path(id) + query, null, null), Message.class);
  }

  /// `{items, epoch, …}`
  JsonNode events(SessionId id, long after, int limit, long minSeq) throws InterruptedException {
    String query = "/events?after=%d&limit=%d&minSeq=%d".formatted(after, limit, minSeq);
    return call("GET", path(id) + query, null, null);
  }

  void addMember(SessionId id, UserId user) throws InterruptedException {
    call("PUT", path(id) + "/members/" + user, null, newKey());
  }

  void removeMember(SessionId id, UserId user) throws InterruptedException {
    call("DELETE", path(id) + "/members/" + user, null, newKey());
  }

  void clear(SessionId id) throws InterruptedException {
    call("DELETE", path(id) + "/messages", null, newKey());
  }

  /// Of a write, for all its repeats.
  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  private static String path(SessionId id) {
    return "/chat/sessions/" + id;
  }

  private static <T> Page<T> page(JsonNode answer, Class<T> type) {
    List<T> items = new ArrayList<>();
    for (JsonNode item : answer.path("items").values()) {
      items.add(Json.mapper().treeToValue(item, type));
    }
    JsonNode cursor = answer.path("nextCursor");
    return new Page<>(items, cursor.isString() ? cursor.stringValue() : null);
  }

  private JsonNode call(String method, String path, @Nullable Object body, @Nullable String key)
      throws InterruptedException {
    Backoff backoff = Backoff.ofRequest();
    long until = System.nanoTime() + PERSISTENCE.toNanos();
    while (true) {
      try {
        return authorized(method, path, body, key);
      } catch (ConfabException e) {
        Duration pause = backoff.next();
        if (!e.retryable() || System.nanoTime() + pause.toNanos() - until > 0) {
          throw e;
        }
        Thread.sleep(pause);
      }
    }
  }

  /// A refused token is forgotten, and another one tried; if that is refused, too, the user is.
  private JsonNode authorized(
      String method, String path, @Nullable Object body, @Nullable String key)
      throws InterruptedException {
    String token = tokens.current();
    try {
      return once(method, path, body, key, token);
    } catch (ConfabException e) {
      if (!e.is(ErrorCode.UNAUTHENTICATED)) {
        throw e;
      }
      tokens.forget(token);
    }
    String next = tokens.current();
    try {
      return once(method, path, body, key, next);
    } catch (ConfabException e) {
      if (e.is(ErrorCode.UNAUTHENTICATED)) {
        tokens.forget(next);
      }
      throw e;
    }
  }

  private JsonNode once(
      String method, String path, @Nullable Object body, @Nullable String key, String token)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(origin.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token);
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofByteArray(Json.encode(body)));
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(UTF_8));
      JsonNode answer = json(response.body());
      if (response.statusCode() >= ERROR) {
        throw ConfabException.of(answer, response.statusCode());
      }
      return answer;
    } catch (IOException e) {
      throw ConfabException.connectionLost();
    }
  }

  /// A missing node where it is empty, or no JSON.
  private static JsonNode json(String text) {
    try {
      return text.isEmpty() ? MissingNode.getInstance() : Json.mapper().readTree(text);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
