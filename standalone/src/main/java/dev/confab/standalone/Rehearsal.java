package dev.confab.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Some seconds of chat as clients make it, so that a warm-up sees what a server does all day.
final class Rehearsal {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int ROOMS = 4;
  private static final int MEMBERS = 5;

  /// At the same time per room, so that there is something to gather, too.
  private static final int IN_FLIGHT = 4;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;

  Rehearsal(int port) {
    this.server = URI.create("http://localhost:" + port);
  }

  /// Returns when every message came back to every member. Throws `IOException` if one did not.
  ///
  /// @param messages in each room
  void play(int messages) throws IOException, InterruptedException {
    String token =
        ask("POST", "/dev/tokens", "", Map.of("user", "rehearsal")).path("access_token").asString();
    for (int room = 0; room < ROOMS; room++) {
      String session =
          ask("POST", "/chat/sessions", token, Map.of("title", "Rehearsal")).path("id").asString();
      play(session, token, messages);
    }
  }

  private void play(String session, String token, int messages)
      throws IOException, InterruptedException {
    List<Member> members = new ArrayList<>();
    try {
      for (int i = 0; i < MEMBERS; i++) {
        members.add(new Member(session).connect(token));
      }
      for (int i = 0; i < messages; i++) {
        members.get(i % MEMBERS).send(i);
        for (Member member : i < IN_FLIGHT ? List.<Member>of() : members) {
          member.await();
        }
      }
      read(session, token);
    } finally {
      members.forEach(Member::leave);
    }
  }

  private void read(String session, String token) throws IOException, InterruptedException {
    String path = "/chat/sessions/" + session;
    String message = "/chat/messages/" + session + ".2";
    for (int i = 0; i < 20; i++) {
      ask("GET", path + "/messages", token, null);
      ask("GET", path + "/events?after=" + i, token, null);
      ask("POST", path + "/messages", token, Map.of("content", "By REST " + i));
      ask("PUT", message, token, Map.of("content", "Edited " + i));
    }
    ask("DELETE", path, token, null);
  }

  private JsonNode ask(String method, String path, String token, @Nullable Map<String, String> body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(Json.encode(body)));
    var answer = http.send(request.build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "%s %s: %d %s"
              .formatted(method, path, answer.statusCode(), new String(answer.body(), UTF_8)));
    }
    return Json.mapper().readTree(answer.body().length == 0 ? "{}".getBytes(UTF_8) : answer.body());
  }

  /// One socket, which counts the messages that it gets.
  private final class Member implements WebSocket.Listener {
    private final String session;
    private final Semaphore got = new Semaphore(0);
    private final Semaphore joined = new Semaphore(0);
    private final StringBuilder text = new StringBuilder();
    private @Nullable WebSocket socket;

    private Member(String session) {
      this.session = session;
    }

    private Member connect(String token) throws IOException, InterruptedException {
      socket =
          http.newWebSocketBuilder()
              .header("Authorization", "Bearer " + token)
              .buildAsync(URI.create("ws://" + server.getAuthority() + "/chat/socket"), this)
              .join();
      say(Map.of("type", "join_session", "id", "j", "sessionId", session));
      acquire(joined);
      return this;
    }

    private void send(int number) {
      say(
          Map.of(
              "type",
              "send_message",
              "id",
              "s" + number,
              "sessionId",
              session,
              "clientId",
              "c" + number,
              "content",
              "Message %d of a rehearsal, about as long as what people write.".formatted(number)));
    }

    private void say(Map<String, String> frame) {
      if (socket != null) {
        socket.sendText(new String(Json.encode(frame), UTF_8), true).join();
      }
    }

    private void await() throws IOException, InterruptedException {
      acquire(got);
    }

    private void acquire(Semaphore semaphore) throws IOException, InterruptedException {
      if (!semaphore.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("a frame did not come");
      }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String type = Json.mapper().readTree(text.toString()).path("type").asString();
        text.setLength(0);
        switch (type) {
          case "message_created" -> got.release();
          case "joined" -> joined.release();
          default -> {}
        }
      }
      from.request(1);
      return null;
    }

    private void leave() {
      if (socket != null) {
        socket.abort();
      }
    }
  }
}
