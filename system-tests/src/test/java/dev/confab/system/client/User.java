package dev.confab.system.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Somebody with a token, and what he asks of REST. Thread-safe.
///
/// @param token empty if he has none
public record User(Chat chat, String name, String token) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// An open socket; the token goes in its header.
  public ChatSocket socket() {
    return ChatSocket.open(chat, token.isEmpty() ? Map.of() : Map.of("Authorization", bearer()));
  }

  /// A new session of his, with these members; its id.
  public String createSession(User... members) {
    List<String> names = new ArrayList<>();
    for (User member : members) {
      names.add(member.name());
    }
    return post("/chat/sessions", Map.of("title", "A session", "members", names))
        .require(201)
        .field("id");
  }

  /// Sends a message; the answer is the message.
  public Answer send(String session, String content) {
    return post("/chat/sessions/" + session + "/messages", Map.of("content", content)).require(201);
  }

  public Answer get(String path) {
    return ask("GET", path, null, Map.of());
  }

  /// A body that is a text is sent as it is; anything else as JSON.
  public Answer post(String path, Object body) {
    return ask("POST", path, body, Map.of());
  }

  public Answer post(String path, Object body, String key) {
    return ask("POST", path, body, Map.of("Idempotency-Key", key));
  }

  public Answer put(String path, Object body) {
    return ask("PUT", path, body, Map.of());
  }

  public Answer put(String path) {
    return ask("PUT", path, null, Map.of());
  }

  public Answer patch(String path, Object body) {
    return ask("PATCH", path, body, Map.of());
  }

  public Answer delete(String path) {
    return ask("DELETE", path, null, Map.of());
  }

  /// The pages of a list, each with its items, until the last.
  public List<List<JsonNode>> pages(String path) {
    List<List<JsonNode>> pages = new ArrayList<>();
    String list = path.replaceAll("&(before|after)=[0-9]+", "");
    Answer page = get(path).require(200);
    pages.add(List.copyOf(page.items().values()));
    while (page.body().path("nextCursor").isString()) {
      page = get(list + "&cursor=" + page.field("nextCursor")).require(200);
      pages.add(List.copyOf(page.items().values()));
    }
    return pages;
  }

  /// The whole request, with further headers; repeated while the view is behind, as a client
  /// should.
  public Answer ask(
      String method, String path, @Nullable Object body, Map<String, String> headers) {
    Answer first = askOnce(method, path, body, headers);
    return isBehind(first)
        ? Awaitility.await("a view that is there: " + path)
            .atMost(PATIENCE)
            .until(() -> askOnce(method, path, body, headers), answer -> !isBehind(answer))
        : first;
  }

  /// The same, but whoever asks repeats it himself.
  public Answer askOnce(
      String method, String path, @Nullable Object body, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>();
    if (!token.isEmpty()) {
      all.put("Authorization", bearer());
    }
    if (body != null) {
      all.put("Content-Type", "application/json");
    }
    all.putAll(headers);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(chat.uri() + path)).timeout(PATIENCE);
    all.forEach(request::header);
    request.method(
        method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text(body)));
    try {
      var response = chat.http().send(request.build(), BodyHandlers.ofString(UTF_8));
      return new Answer(
          method + " " + path,
          response.statusCode(),
          response.headers(),
          response.body(),
          json(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Without the token.
  @Override
  public String toString() {
    return name;
  }

  private static boolean isBehind(Answer answer) {
    return answer.code().equals("view_behind");
  }

  private String bearer() {
    return "Bearer " + token;
  }

  private static String text(Object body) {
    return body instanceof String text ? text : Chat.JSON.writeValueAsString(body);
  }

  private static JsonNode json(String text) {
    try {
      return text.isEmpty() ? MissingNode.getInstance() : Chat.JSON.readTree(text);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
