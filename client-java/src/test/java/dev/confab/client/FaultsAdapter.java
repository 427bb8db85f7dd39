package dev.confab.client;

import dev.confab.schema.chat.Message;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Plays this client to the suite of faults, `web/faults`: commands on standard input, reports on
/// standard output, one JSON object a line.
public final class FaultsAdapter {
  private static final int OK = 200;

  private final PrintStream out;
  private final URI server;
  private final Confab client;
  private final ChatSession session;

  private FaultsAdapter(URI server, SessionId session, PrintStream out) {
    this.out = out;
    this.server = server;
    report(
        Map.of(
            "is", "ready",
            "client", "java",
            "can", List.of("stop", "edit", "delete", "members", "create", "codes", "counted")));
    this.client = Confab.connect(server, this::token);
    this.session = client.session(session);
    client.onConnection(this::connection);
    this.session.onState(this::session);
    this.session.onEvent(event -> messages());
    join();
  }

  /// Ends when the standard input does.
  public static void main(String[] args) throws IOException {
    FaultsAdapter adapter =
        new FaultsAdapter(
            URI.create(System.getenv("FAULTS_URL")),
            new SessionId(System.getenv("FAULTS_SESSION")),
            new PrintStream(System.out, true, StandardCharsets.UTF_8));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      adapter.obey(Json.mapper().readTree(line));
    }
    adapter.client.close();
  }

  private String token() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(server.resolve("/faults/token"))
                  .POST(BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IOException("The tokens answer with " + answer.statusCode());
      }
      return Json.mapper().readTree(answer.body()).path("access_token").asString("");
    }
  }

  private void join() {
    var _ =
        session
            .join()
            .whenComplete((done, failure) -> {
              if (failure == null) {
                messages();
              }
            });
  }

  private void obey(JsonNode command) {
    long n = command.path("n").asLong();
    CompletableFuture<?> done;
    try {
      done = start(command);
    } catch (RuntimeException e) {
      done = CompletableFuture.failedFuture(e);
    }
    var _ = done.whenComplete((result, failure) -> settle(n, failure));
  }

  private CompletableFuture<?> start(JsonNode command) {
    String content = command.path("content").asString("");
    return switch (command.path("do").asString("")) {
      case "send" -> session.send(content);
      case "edit" -> session.edit(message(command), content);
      case "delete" -> session.delete(message(command));
      case "addMember" -> session.addMember(user(command));
      case "removeMember" -> session.removeMember(user(command));
      case "create" -> client.createSession(command.path("title").asString(null), List.of());
      case "connect" -> {
        client.reconnect();
        join();
        yield CompletableFuture.completedFuture(null);
      }
      default ->
          CompletableFuture.failedFuture(
              new ConfabException("unknown", "There is no such command.", false, List.of()));
    };
  }

  private static MessageId message(JsonNode command) {
    return MessageId.of(command.path("messageId").asString(""));
  }

  private static UserId user(JsonNode command) {
    return new UserId(command.path("userId").asString(""));
  }

  private void settle(long n, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause == null) {
      report(Map.of("is", "done", "n", n, "ok", true));
    } else {
      String code = cause instanceof ConfabException known ? known.code() : "bug";
      report(Map.of("is", "done", "n", n, "ok", false, "code", code, "message", cause.toString()));
    }
  }

  private void connection(ConnectionState state) {
    report(
        Map.of(
            "is", "state",
            "status", lower(state.status()),
            "code", state.code(),
            "reason", String.valueOf(state.reason())));
  }

  private void session(SessionState state) {
    report(Map.of("is", "session", "status", lower(state.status())));
    messages();
  }

  private void messages() {
    List<String> contents = session.messages().stream().map(Message::content).toList();
    report(Map.of("is", "messages", "contents", contents));
  }

  private static String lower(Enum<?> status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private synchronized void report(Map<String, ?> what) {
    out.println(Json.mapper().writeValueAsString(what));
  }
}
