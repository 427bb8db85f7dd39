package dev.confab.standalone;

import dev.confab.schema.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocket.Listener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// What somebody does who sees Confab for the first time: opens the page, signs in, makes a
/// session, joins it on a socket, writes a message there, and reads it back.
final class FirstSteps {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI origin;

  FirstSteps(int port) {
    this.origin = URI.create("http://localhost:" + port);
  }

  /// Throws `IOException` with what was answered if a step does not work.
  void take() throws IOException, InterruptedException {
    ask("GET", "/", "", "");
    ask("GET", "/client.json", "", "");
    String token = text(ask("POST", "/dev/tokens", "", "{\"user\":\"alice\"}"), "access_token");
    String session = text(ask("POST", "/chat/sessions", token, "{\"title\":\"Lunch\"}"), "id");
    say(session, token);
    String messages = "/chat/sessions/" + session + "/messages";
    ask("POST", messages, token, "{\"content\":\"Salad?\"}");
    ask("GET", messages + "?minSeq=3", token, "");
    ask("GET", "/chat/sessions", token, "");
  }

  private void say(String session, String token) throws IOException {
    var heard = new Heard("\"message_created\"");
    try {
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .header("Authorization", "Bearer " + token)
              .buildAsync(URI.create("ws" + origin.toString().substring(4) + "/chat/socket"), heard)
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      String at = "\"sessionId\":\"" + session + "\"}";
      socket.sendText("{\"id\":\"1\",\"type\":\"join_session\"," + at, true).join();
      socket
          .sendText("{\"id\":\"2\",\"type\":\"send_message\",\"content\":\"Soup?\"," + at, true)
          .join();
      heard.word.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      socket.abort();
    } catch (Exception e) {
      throw new IOException("a message did not come back on the socket", e);
    }
  }

  private String ask(String method, String path, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve(path)).timeout(PATIENCE);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "%s %s was answered with %d".formatted(method, path, answer.statusCode()));
    }
    return answer.body();
  }

  private static String text(String json, String field) {
    return Json.mapper().readTree(json).path(field).asString();
  }

  /// Waits for a word among the frames.
  private static final class Heard implements Listener {
    final CompletableFuture<Void> word = new CompletableFuture<>();
    private final String expected;
    private final StringBuilder said = new StringBuilder();

    Heard(String expected) {
      this.expected = expected;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      if (said.append(data).indexOf(expected) >= 0) {
        word.complete(null);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      word.completeExceptionally(error);
    }
  }
}
