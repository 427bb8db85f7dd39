package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.Frame;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedRun.class)
class RepeatTest {
  private static final String KEY = "key-1";

  private Chat chat;
  private User alice;
  private String session;
  private String messages;

  @BeforeEach
  void start(Running running) {
    chat = new Chat(running);
    alice = chat.user("alice");
    session = alice.createSession();
    messages = "/chat/sessions/" + session + "/messages";
  }

  @Test
  void repeatOnAnyEntranceIsTheSameMessage() {
    Answer first = alice.post(messages, Map.of("content", "Once"), KEY).require(201);
    Answer again = alice.post(messages, Map.of("content", "Once"), KEY).require(201);
    Answer inBody = alice.post(messages, Map.of("content", "Once", "clientId", KEY)).require(201);
    Answer inBatch =
        alice
            .post(
                messages + "/batch",
                Map.of("messages", List.of(Map.of("content", "Once", "clientId", KEY))))
            .require(201);

    assertThat(again.text()).isEqualTo(first.text());
    assertThat(inBody.text()).isEqualTo(first.text());
    assertThat(inBatch.items().path(0)).isEqualTo(first.body());
    try (ChatSocket socket = alice.socket()) {
      Frame ack = send(socket, "Once", KEY);
      assertThat(ack.seq()).isEqualTo(2);
      assertThat(ack.field("messageId")).isEqualTo(first.field("id"));
    }
    assertMessages(1);
  }

  @Test
  void repeatOverTheSocketIsTheFirstAckAndNoSecondEvent() {
    try (ChatSocket socket = alice.socket()) {
      socket.join(session);
      Frame first = send(socket, "Once", KEY);
      Frame again = send(socket, "Once", KEY);
      assertThat(again.seq()).isEqualTo(first.seq());
      assertThat(again.field("messageId")).isEqualTo(first.field("messageId"));
      long next = socket.send(session, "Next").seq();
      assertThat(socket.awaitEvents(session, next)).extracting(Frame::seq).containsExactly(2L, 3L);
    }
    assertMessages(2);
  }

  @Test
  void repeatedBatchCompletesWhatIsMissing() {
    var two = Map.of("messages", List.of(Map.of("content", "0"), Map.of("content", "1")));
    var three =
        Map.of(
            "messages",
            List.of(Map.of("content", "0"), Map.of("content", "1"), Map.of("content", "2")));
    Answer first = alice.post(messages + "/batch", two, KEY).require(201);
    assertThat(alice.post(messages + "/batch", two, KEY).require(201).text())
        .isEqualTo(first.text());
    Answer more = alice.post(messages + "/batch", three, KEY).require(201);
    assertThat(more.items())
        .extracting(item -> item.path("clientId").asString("") + "=" + item.path("seq").asLong())
        .containsExactly("key-1#0=2", "key-1#1=3", "key-1#2=4");
    assertMessages(3);
  }

  @Test
  void repeatedCreateIsTheSameSession() {
    var body = Map.of("title", "One", "metadata", Map.of("a", 1));
    Answer first = alice.post("/chat/sessions", body, KEY).require(201);
    Answer again = alice.post("/chat/sessions", body, KEY).require(201);
    assertThat(again.field("id")).isEqualTo(first.field("id"));
    assertThat(again.number("lastSeq")).isEqualTo(1);
    alice.post("/chat/sessions", Map.of("title", "Two"), KEY).refused(409, "idempotency_conflict");
    assertThat(chat.user("bob").post("/chat/sessions", body, KEY).require(201).field("id"))
        .as("keys are each user's own")
        .isNotEqualTo(first.field("id"));
  }

  @Test
  void repeatedChangesAreOne() {
    String message = alice.send(session, "First").field("id");
    String path = "/chat/messages/" + message;
    Map<String, String> key = Map.of("Idempotency-Key", "edit-1");
    Answer edited = alice.ask("PUT", path, Map.of("content", "Second"), key).require(200);
    Answer again = alice.ask("PUT", path, Map.of("content", "Second"), key).require(200);
    assertThat(again.field("editedAt")).isEqualTo(edited.field("editedAt"));
    alice.ask("PUT", path, Map.of("content", "Third"), key).refused(409, "idempotency_conflict");

    Map<String, String> rename = Map.of("Idempotency-Key", "rename-1");
    Map<String, String> title = Map.of("title", "New");
    alice.ask("PATCH", "/chat/sessions/" + session, title, rename).require(200);
    alice.ask("PATCH", "/chat/sessions/" + session, title, rename).require(200);

    Map<String, String> deletion = Map.of("Idempotency-Key", "delete-1");
    alice.ask("DELETE", path, null, deletion).require(204);
    alice.ask("DELETE", path, null, deletion).require(204);
    alice.delete(path).refused(404, "message_not_found");
    assertThat(lastSeq()).isEqualTo(5);
  }

  /// The answer of the first one may have been lost for hours.
  @Test
  void repeatOfWhatChangedNothingChangesNothingLater() {
    Map<String, String> clearing = Map.of("Idempotency-Key", "clear-1");
    alice.ask("DELETE", messages, null, clearing).require(204);
    alice.send(session, "Stays");
    alice.ask("DELETE", messages, null, clearing).require(204);
    assertMessages(1);

    String bob = "/chat/sessions/" + session + "/members/" + chat.user("bob").name();
    alice.ask("PUT", bob, null, Map.of("Idempotency-Key", "add-1")).require(204);
    alice.ask("PUT", bob, null, Map.of("Idempotency-Key", "add-2")).require(204);
    alice.ask("DELETE", bob, null, Map.of("Idempotency-Key", "remove-1")).require(204);
    alice.ask("PUT", bob, null, Map.of("Idempotency-Key", "add-2")).require(204);
    assertThat(lastSeq()).isEqualTo(4);
  }

  @Test
  void repeatOfWhatIsGoneByNowSaysSo() {
    String message = alice.send(session, "First").field("id");
    Map<String, String> key = Map.of("Idempotency-Key", "edit-1");
    Map<String, String> edit = Map.of("content", "Second");
    alice.ask("PUT", "/chat/messages/" + message, edit, key).require(200);
    alice.delete("/chat/messages/" + message).require(204);
    alice.ask("PUT", "/chat/messages/" + message, edit, key).refused(404, "message_not_found");

    String made = alice.post("/chat/sessions", edit, KEY).require(201).field("id");
    alice.delete("/chat/sessions/" + made).require(204);
    alice.post("/chat/sessions", edit, KEY).refused(404, "session_not_found");
  }

  /// Another device's edit in between stays.
  @Test
  void repeatedChangesOverTheSocketAreOne() {
    String message = alice.send(session, "First").field("id");
    try (ChatSocket socket = alice.socket()) {
      var edit = Map.of("messageId", message, "content", "A", "clientId", "edit-1");
      Frame first = ChatSocket.require("ack", socket.ask("edit_message", edit));
      ChatSocket.require(
          "ack", socket.ask("edit_message", Map.of("messageId", message, "content", "B")));
      Frame again = ChatSocket.require("ack", socket.ask("edit_message", edit));
      assertThat(again.seq()).isEqualTo(first.seq());
      assertThat(alice.get(messages + "?minSeq=4").items().path(0).path("content").asString(""))
          .isEqualTo("B");

      var deletion = Map.of("messageId", message, "clientId", "delete-1");
      Frame gone = ChatSocket.require("ack", socket.ask("delete_message", deletion));
      Frame repeat = ChatSocket.require("ack", socket.ask("delete_message", deletion));
      assertThat(repeat.seq()).isEqualTo(gone.seq());
      assertThat(lastSeq()).isEqualTo(5);
    }
  }

  @Test
  void nullClearsTitleAndMetadata() {
    String path = "/chat/sessions/" + session;
    Map<String, Object> given = Map.of("title", "One", "metadata", Map.of("a", 1));
    alice.ask("PATCH", path, given, Map.of()).require(200);
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("title", null);
    nothing.put("metadata", null);
    Answer cleared = alice.ask("PATCH", path, nothing, Map.of()).require(200);
    assertThat(cleared.body().path("title").isNull()).isTrue();
    assertThat(cleared.body().path("metadata")).isEmpty();
  }

  @Test
  void sameKeyForAnotherBodyIsAConflictOnEveryEntrance() {
    alice.post(messages, Map.of("content", "Once"), KEY).require(201);
    alice.post(messages, Map.of("content", "Other"), KEY).refused(409, "idempotency_conflict");
    alice
        .post(messages, Map.of("content", "Once", "metadata", Map.of("a", 1)), KEY)
        .refused(409, "idempotency_conflict");
    alice
        .post(
            messages + "/batch",
            Map.of("messages", List.of(Map.of("content", "Other", "clientId", KEY))))
        .refused(409, "idempotency_conflict");
    alice
        .ask("DELETE", messages, null, Map.of("Idempotency-Key", KEY))
        .refused(409, "idempotency_conflict");
    try (ChatSocket socket = alice.socket()) {
      ChatSocket.refused(
          "idempotency_conflict",
          socket.ask(
              "send_message", Map.of("sessionId", session, "content", "Other", "clientId", KEY)));
      assertThat(send(socket, "Once", KEY).seq()).isEqualTo(2);
    }
    assertMessages(1);
  }

  /// Each sender's last 128 writes in the session.
  @Test
  void keyIsRememberedFor127FurtherWrites() {
    alice.post(messages, Map.of("content", "Once"), KEY).require(201);
    for (int sent = 0; sent < 127; sent++) {
      alice.post(messages, Map.of("content", "Further " + sent), "further-" + sent).require(201);
    }
    assertThat(alice.post(messages, Map.of("content", "Once"), KEY).require(201).number("seq"))
        .isEqualTo(2);
    assertMessages(128);
  }

  @Test
  void keysOfTwoUsersAreNotTheSame() {
    User bob = chat.user("bob");
    alice.put("/chat/sessions/" + session + "/members/" + bob.name()).require(204);
    long hers = alice.post(messages, Map.of("content", "Hers"), KEY).require(201).number("seq");
    long his = bob.post(messages, Map.of("content", "His"), KEY).require(201).number("seq");
    assertThat(his).isEqualTo(hers + 1);
  }

  private Frame send(ChatSocket socket, String content, String key) {
    return ChatSocket.require(
        "ack",
        socket.ask(
            "send_message", Map.of("sessionId", session, "content", content, "clientId", key)));
  }

  private void assertMessages(long count) {
    assertThat(lastSeq()).isEqualTo(count + 1);
    assertThat(alice.get(messages + "/count?minSeq=" + (count + 1)).require(200).number("count"))
        .isEqualTo(count);
  }

  /// The view may be behind, the shard is not.
  private long lastSeq() {
    try (ChatSocket socket = alice.socket()) {
      return ChatSocket.require(
              "session_info", socket.ask("get_session_info", Map.of("sessionId", session)))
          .json()
          .path("session")
          .path("lastSeq")
          .asLong();
    }
  }
}
