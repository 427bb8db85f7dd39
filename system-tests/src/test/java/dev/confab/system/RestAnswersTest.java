package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.User;
import dev.confab.system.document.OpenApi;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// REST answers what its document says, with no field more or less.
@ExtendWith(SharedRun.class)
class RestAnswersTest {
  private static final String SESSION = "/chat/sessions/{sid}";
  private static final String MESSAGE = "/chat/messages/{mid}";

  private final Set<String> asked = new TreeSet<>();

  private OpenApi document;
  private Chat chat;
  private User alice;
  private String session;
  private String message;

  @BeforeEach
  void start(Running running) {
    chat = new Chat(running);
    alice = chat.user("alice");
    document = new OpenApi(alice.get("/v3/api-docs").require(200).body());
    session = alice.createSession(chat.user("bob"));
    Answer sent = alice.send(session, "Soup?");
    message = sent.field("id");
    alice.get("/chat/sessions/" + session + "?minSeq=" + sent.number("seq")).require(200);
  }

  @Test
  void everyAnswerHasTheFormOfTheDocument() {
    var titled = Map.of("title", "Lunch", "members", List.of("bob"), "metadata", Map.of("a", 1));
    var keyed = Map.of("content", "Yes!", "metadata", Map.of("b", 2), "clientId", "key-1");
    answers(201, "POST", "/chat/sessions", titled);
    answers(200, "GET", "/chat/sessions", null);
    answers(200, "GET", SESSION, null);
    answers(200, "PATCH", SESSION, Map.of("title", "Supper"));
    answers(204, "PUT", SESSION + "/members/{user}", null);
    answers(204, "DELETE", SESSION + "/members/{user}", null);
    answers(201, "POST", SESSION + "/messages", keyed);
    answers(201, "POST", SESSION + "/messages/batch", Map.of("messages", List.of(keyed)));
    answers(200, "PUT", MESSAGE, Map.of("content", "Stew?"));
    answers(200, "GET", MESSAGE, null);
    answers(200, "GET", SESSION + "/messages", null);
    answers(200, "GET", SESSION + "/messages/recent", null);
    answers(200, "GET", SESSION + "/messages/count", null);
    answers(200, "GET", SESSION + "/events", null);
    User ops = chat.user("ops", "chat:service");
    answers(ops, 200, "GET", "/ops/messages/{mid}/trace", null);
    answers(204, "DELETE", MESSAGE, null);
    answers(204, "DELETE", SESSION + "/messages", null);
    answers(204, "DELETE", SESSION, null);
    answers(200, "POST", "/dev/tokens", Map.of("user", "carol"));
    answers(204, "DELETE", "/dev/tokens", null);
    answers(200, "GET", "/.well-known/jwks.json", null);
    answers(200, "GET", "/client.json", null);
    assertThat(asked)
        .isEqualTo(
            document.operations().stream()
                .filter(operation -> !operation.contains("/analytics/"))
                .collect(Collectors.toSet()));
  }

  @Test
  void everyRefusalHasTheFormOfTheDocument() {
    answers(400, "POST", SESSION + "/messages", Map.of("content", ""));
    answers(400, "POST", "/chat/sessions", "{");
    answers(chat.with("nobody", ""), 401, "GET", "/chat/sessions", null);
    answers(403, "POST", SESSION + "/messages", Map.of("content", "I am it", "role", "assistant"));
    answers(403, "GET", "/ops/messages/{mid}/trace", null);
    answers(chat.user("stranger"), 404, "GET", SESSION, null);
    answers(413, "POST", SESSION + "/messages", Map.of("content", "x".repeat(300_000)));
  }

  /// A list with nothing said in a session, and its end.
  @Test
  void whatIsNullMayBeNull() {
    alice = chat.user("newcomer");
    answers(200, "GET", "/chat/sessions", null);
    answers(201, "POST", "/chat/sessions", Map.of());
    answers(200, "GET", "/chat/sessions", null);
  }

  private void answers(int status, String method, String path, @Nullable Object body) {
    answers(alice, status, method, path, body);
  }

  private void answers(User user, int status, String method, String path, @Nullable Object body) {
    String operation = method + " " + path;
    asked.add(operation);
    String filled =
        path.replace("{sid}", session).replace("{mid}", message).replace("{user}", "carol");
    Answer answer = user.ask(method, filled, body, Map.of()).require(status);
    assertThat(document.complaints(operation, answer))
        .as(operation + ": " + answer.text())
        .isEmpty();
  }
}
