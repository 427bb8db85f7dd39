package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.Frame;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import dev.confab.system.view.Disagreements;
import dev.confab.system.view.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedRun.class)
class ChangesTest {
  private Running running;
  private User alice;
  private User bob;
  private String session;

  @BeforeEach
  void start(Running shared) {
    running = shared;
    Chat chat = new Chat(running);
    alice = chat.user("alice");
    bob = chat.user("bob");
    session = alice.createSession(bob);
  }

  @Test
  void messageReachesTheOtherMemberAndHistory() {
    try (ChatSocket here = alice.socket();
        ChatSocket there = bob.socket()) {
      here.join(session);
      there.join(session);
      long seq = here.send(session, "Hello").seq();
      Frame event = there.awaitEvents(session, seq).getFirst();
      assertThat(event.json().path("message").path("content").asString("")).isEqualTo("Hello");
      var page = bob.get(messages() + "?minSeq=" + seq).require(200);
      assertThat(page.items().path(0).path("content").asString("")).isEqualTo("Hello");
    }
  }

  /// The timeline holds the newest 500 events, so what comes before them is read from the archive.
  @Test
  void everyChangeShowsInEveryView() {
    try (ChatSocket here = alice.socket();
        ChatSocket there = bob.socket()) {
      here.join(session);
      there.join(session);
      fill(620);
      // Who wrote the old ones only the archive knows, and it may be behind.
      running.database().awaitEvent(session, 621);
      edit(id(2), "An old one, edited");
      edit(id(600), "A recent one, edited");
      ack(here.ask("edit_message", Map.of("messageId", id(3), "content", "Edited by socket")));
      alice.delete("/chat/messages/" + id(4)).require(204);
      ack(here.ask("delete_message", Map.of("messageId", id(601))));
      alice.patch(path(), Map.of("title", "Renamed", "metadata", Map.of("a", 1))).require(200);
      alice.put(path() + "/members/carol").require(204);
      long last = here.send(session, "The last").seq();

      there.awaitEvents(session, last);
      compareViews(here, there);
      assertShown();
    }
  }

  private void assertShown() {
    assertThat(bob.get("/chat/messages/" + id(2)).require(200).field("content"))
        .isEqualTo("An old one, edited");
    assertThat(bob.get("/chat/messages/" + id(600)).require(200).field("content"))
        .isEqualTo("A recent one, edited");
    bob.get("/chat/messages/" + id(4)).refused(404, "message_not_found");
    bob.get("/chat/messages/" + id(601)).refused(404, "message_not_found");
    var view = bob.get(path()).require(200);
    assertThat(view.field("title")).isEqualTo("Renamed");
    assertThat(view.number("messageCount")).isEqualTo(619);
    assertThat(view.body().path("members").size()).isEqualTo(3);
  }

  @Test
  void clearedSessionIsEmptyInEveryViewAndGoesOn() {
    try (ChatSocket here = alice.socket();
        ChatSocket there = bob.socket()) {
      here.join(session);
      there.join(session);
      fill(520);
      alice.delete(messages()).require(204);
      alice.delete(messages()).require(204);
      Frame cleared = there.awaitPushed("session_cleared", session);
      assertThat(cleared.json().path("upToSeq").asLong()).isEqualTo(521);
      assertThat(bob.get(messages() + "?minSeq=522").require(200).items()).isEmpty();
      bob.get("/chat/messages/" + id(5)).refused(404, "message_not_found");

      long seq = here.send(session, "After").seq();
      assertThat(seq).as("a clear of an empty session is no event").isEqualTo(523);
      there.awaitEvents(session, seq);
      compareViews(here, there);
    }
  }

  @Test
  void deletedSessionIsNowhere() {
    String message = alice.send(session, "To go").field("id");
    try (ChatSocket there = bob.socket()) {
      there.join(session);
      alice.delete(path()).require(204);
      there.awaitPushed("session_deleted", session);
      for (User member : List.of(alice, bob)) {
        for (String read : List.of("", "/messages", "/messages/recent", "/messages/count")) {
          member.get(path() + read + "?minSeq=3").refused(404, "session_not_found");
        }
        member.get(path() + "/events?after=0&minSeq=3").refused(404, "session_not_found");
        member.get("/chat/messages/" + message).refused(404, "session_not_found");
        member.post(messages(), Map.of("content", "x")).refused(404, "session_not_found");
        member
            .put("/chat/messages/" + message, Map.of("content", "x"))
            .refused(404, "session_not_found");
        member.patch(path(), Map.of("title", "x")).refused(404, "session_not_found");
        member.delete(path()).refused(404, "session_not_found");
        assertThat(member.get("/chat/sessions").require(200).text()).doesNotContain(session);
      }
      Map<String, String> named = Map.of("sessionId", session);
      ChatSocket.refused("session_not_found", there.ask("join_session", named));
      ChatSocket.refused("session_not_found", there.ask("get_session_info", named));
      ChatSocket.refused(
          "session_not_found",
          there.ask("send_message", Map.of("sessionId", session, "content", "x")));
      ChatSocket.refused(
          "session_not_found", there.ask("delete_message", Map.of("messageId", message)));
    }
    awaitGoneFromArchive();
  }

  @Test
  void ownerAndAuthorMayWhatOthersMayNot() {
    String message = alice.send(session, "Hers").field("id");
    bob.put("/chat/messages/" + message, Map.of("content", "x")).refused(403, "forbidden");
    bob.delete("/chat/messages/" + message).refused(403, "forbidden");
    bob.delete(messages()).refused(403, "forbidden");
    bob.patch(path(), Map.of("title", "x")).refused(403, "forbidden");
    bob.put(path() + "/members/carol").refused(403, "forbidden");
    bob.delete(path()).refused(403, "forbidden");
    alice.delete(path() + "/members/" + alice.name()).refused(403, "forbidden");
    String his = bob.send(session, "His").field("id");
    alice.put("/chat/messages/" + his, Map.of("content", "x")).refused(403, "forbidden");
    alice.delete("/chat/messages/" + his).require(204);
  }

  private void fill(int messages) {
    for (int sent = 0; sent < messages; sent += 100) {
      List<Map<String, String>> batch = new ArrayList<>();
      for (int i = sent; i < Math.min(messages, sent + 100); i++) {
        batch.add(Map.of("content", "Message " + i));
      }
      alice.post(messages() + "/batch", Map.of("messages", batch)).require(201);
    }
  }

  private void compareViews(ChatSocket... sockets) {
    Views views = new Views(running);
    Disagreements found = new Disagreements();
    views.compare(session, bob, found);
    for (ChatSocket socket : sockets) {
      views.compare(session, socket, 2, found);
    }
    found.requireNone();
  }

  private void awaitGoneFromArchive() {
    for (String table : List.of("messages", "events", "session_members")) {
      Awaitility.await(table)
          .atMost(ChatSocket.PATIENCE)
          .until(() ->
              running
                  .database()
                  .column("SELECT 1 FROM " + table + " WHERE session_id = ?", session)
                  .isEmpty());
    }
    assertThat(
            running
                .database()
                .column("SELECT deleted_at FROM sessions WHERE session_id = ?", session))
        .singleElement()
        .isNotEqualTo("null");
  }

  private void edit(String id, String content) {
    var answer = alice.put("/chat/messages/" + id, Map.of("content", content)).require(200);
    assertThat(answer.field("content")).isEqualTo(content);
    assertThat(answer.field("editedAt")).isNotEmpty();
  }

  private static void ack(Frame answer) {
    ChatSocket.require("ack", answer);
  }

  private String path() {
    return "/chat/sessions/" + session;
  }

  private String messages() {
    return path() + "/messages";
  }

  private String id(long seq) {
    return session + "." + seq;
  }
}
