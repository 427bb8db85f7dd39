package dev.confab.gateway.edge;

import dev.confab.schema.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// REST calls with a user's token.
final class Rest {
  record Answer(int status, String text, JsonNode body, java.net.http.HttpHeaders headers) {}

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Gateway gateway;

  Rest(Gateway gateway) {
    this.gateway = gateway;
  }

  Answer call(String user, String method, String path, @Nullable String body, String... headers) {
    var publisher =
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    var request =
        HttpRequest.newBuilder(URI.create("http://" + gateway.authority() + path))
            .method(method, publisher)
            .header("Authorization", "Bearer " + Gateway.token(user));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String text = response.body().isEmpty() ? "{}" : response.body();
      return new Answer(
          response.statusCode(), text, Json.mapper().readTree(text), response.headers());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String createSession(String user) {
    return call(user, "POST", "/chat/sessions", "{\"title\":\"t\"}").body().get("id").stringValue();
  }
}
