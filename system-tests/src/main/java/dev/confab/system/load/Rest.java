package dev.confab.system.load;

import dev.confab.schema.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Requests and answers. Thread-safe; a call blocks.
final class Rest {
  /// Longer than the server's own deadline.
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  /// @param code of the problem; empty if it went well or nobody said
  record Answer(int status, String code, byte[] bytes, JsonNode body) {
    boolean isOk() {
      return status / 100 == 2;
    }
  }

  private final HttpClient http;

  Rest(HttpClient http) {
    this.http = http;
  }

  /// @param key the `Idempotency-Key`, if it has one
  Answer ask(
      Account account,
      String method,
      URI base,
      String path,
      @Nullable Object body,
      @Nullable String key)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    if (!account.token().isEmpty()) {
      request.header("Authorization", "Bearer " + account.token());
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, BodyPublishers.ofByteArray(Json.encode(body)));
    }
    var response = http.send(request.build(), BodyHandlers.ofByteArray());
    JsonNode json = json(response.body());
    String code = response.statusCode() / 100 == 2 ? "" : json.path("code").asString("");
    return new Answer(response.statusCode(), code, response.body(), json);
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return bytes.length == 0 ? MissingNode.getInstance() : Json.mapper().readTree(bytes);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
