package dev.confab.standalone.cluster;

import dev.confab.schema.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Requests to the cluster's own processes.
final class Http {
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /// @param body a missing node if it is no JSON
  record Answer(int status, JsonNode body) {
    boolean isOk() {
      return status / 100 == 2;
    }

    String field(String name) {
      return body.path(name).asString("");
    }
  }

  private Http() {}

  /// 0 if nobody answers.
  static int status(URI uri) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /// @param token empty for none
  /// @param body empty for none
  static Answer ask(String method, URI uri, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    var response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), json(response.body()));
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return bytes.length == 0 ? MissingNode.getInstance() : Json.mapper().readTree(bytes);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
