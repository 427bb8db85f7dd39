package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.Frame;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import dev.confab.system.view.Disagreements;
import dev.confab.system.view.Views;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedRun.class)
class MembershipTest {
  private Running running;
  private Chat chat;
  private User alice;
  private User bob;
  private String session;

  @BeforeEach
  void start(Running shared) {
    running = shared;
    chat = new Chat(running);
    alice = chat.user("alice");
    bob = chat.user("bob");
    session = alice.createSession(bob);
  }

  /// They were 38 MB on each socket, in Kafka and in the archive.
  @Test
  void fourHundredUpdatesOfACrowdedSessionAreSmallAndLoseNoMember() {
    List<String> crowd = IntStream.range(0, 999).mapToObj("%064d"::formatted).toList();
    String crowded =
        alice.post("/chat/sessions", Map.of("members", crowd)).require(201).field("id");
    String path = "/chat/sessions/" + crowded;
    try (ChatSocket socket = alice.socket()) {
      socket.join(crowded);
      for (int i = 1; i <= 400; i++) {
        alice.patch(path, Map.of("title", "Title " + i)).require(200);
      }
      List<Frame> events = socket.awaitEvents(crowded, 401);
      assertThat(events).hasSize(400);
      assertThat(events.stream().mapToLong(event -> event.text().length()).sum())
          .as("bytes to one socket")
          .isLessThan(1_200_000);
    }
    Answer now = alice.get(path + "?minSeq=401").require(200);
    assertThat(now.field("title")).isEqualTo("Title 400");
    assertThat(now.body().path("members")).hasSize(1_000);
    assertThat(now.body().has("memberCount")).isFalse();
  }

  @Test
  void removedMemberGetsNothingMoreUntilHeIsBack() {
    try (ChatSocket here = alice.socket();
        ChatSocket phone = bob.socket();
        ChatSocket laptop = bob.socket()) {
      here.join(session);
      phone.join(session);
      laptop.join(session);
      alice.delete(member(bob)).require(204);
      for (ChatSocket device : List.of(phone, laptop)) {
        Frame removed = device.awaitPushed("member_removed", session);
        assertThat(removed.json().path("member").path("userId").asString("")).isEqualTo(bob.name());
      }
      long unheard = here.send(session, "Without him").seq();
      here.awaitEvents(session, unheard);
      assertNoMember(phone);

      alice.put(member(bob)).require(204);
      phone.join(session);
      long heard = here.send(session, "With him").seq();
      assertThat(phone.awaitEvents(session, heard))
          .extracting(Frame::seq)
          .as("after the removal only what came after the second join")
          .containsExactly(2L, heard);
      laptop.ping();
      assertThat(laptop.events(session)).extracting(Frame::seq).containsExactly(2L);
    }
  }

  private void assertNoMember(ChatSocket socket) {
    Map<String, String> named = Map.of("sessionId", session);
    ChatSocket.refused("session_not_found", socket.ask("join_session", named));
    ChatSocket.refused("session_not_found", socket.ask("get_session_info", named));
    ChatSocket.refused(
        "session_not_found",
        socket.ask("send_message", Map.of("sessionId", session, "content", "x")));
    ChatSocket.refused(
        "not_joined", socket.ask("typing", Map.of("sessionId", session, "typing", true)));
    bob.get(path() + "?minSeq=2").refused(404, "session_not_found");
    bob.get(path() + "/messages?minSeq=2").refused(404, "session_not_found");
    bob.post(path() + "/messages", Map.of("content", "x")).refused(404, "session_not_found");
    bob.delete(member(bob)).refused(404, "session_not_found");
    assertThat(bob.get("/chat/sessions").require(200).text()).doesNotContain(session);
  }

  @Test
  void membersComeAndGoIdempotently() {
    User carol = chat.user("carol");
    alice.put(member(carol)).require(204);
    alice.put(member(carol)).require(204);
    carol.delete(member(carol)).require(204);
    alice.delete(member(carol)).require(204);
    alice.delete(member(carol)).require(204);

    var view = alice.get(path() + "?minSeq=3").require(200);
    assertThat(view.number("lastSeq")).as("two changes, two events").isEqualTo(3);
    assertThat(view.body().path("members"))
        .extracting(member -> member.path("userId").asString("") + member.path("role").asString(""))
        .containsExactly(alice.name() + "owner", bob.name() + "member");
    Disagreements found = new Disagreements();
    new Views(running).compare(session, alice, found);
    found.requireNone();
    assertThat(
            running
                .database()
                .column(
                    "SELECT user_id FROM session_members WHERE session_id = ? ORDER BY 1", session))
        .containsExactly(alice.name(), bob.name());
  }

  @Test
  void foreignSessionLooksLikeNone() {
    User eve = chat.user("eve");
    String message = alice.send(session, "Private").field("id");
    eve.get(path()).refused(404, "session_not_found");
    eve.get(path() + "/messages").refused(404, "session_not_found");
    eve.get(path() + "/messages/recent").refused(404, "session_not_found");
    eve.get(path() + "/messages/count").refused(404, "session_not_found");
    eve.get(path() + "/events?after=0").refused(404, "session_not_found");
    eve.get("/chat/messages/" + message).refused(404, "session_not_found");
    eve.post(path() + "/messages", Map.of("content", "x")).refused(404, "session_not_found");
    eve.put("/chat/messages/" + message, Map.of("content", "x")).refused(404, "session_not_found");
    eve.delete("/chat/messages/" + message).refused(404, "session_not_found");
    eve.delete(path() + "/messages").refused(404, "session_not_found");
    eve.patch(path(), Map.of("title", "x")).refused(404, "session_not_found");
    eve.put(member(eve)).refused(404, "session_not_found");
    eve.delete(path()).refused(404, "session_not_found");
    try (ChatSocket socket = eve.socket()) {
      Map<String, String> named = Map.of("sessionId", session);
      ChatSocket.refused("session_not_found", socket.ask("join_session", named));
      ChatSocket.refused("session_not_found", socket.ask("get_session_info", named));
    }
    assertThat(eve.get("/chat/sessions").require(200).items()).isEmpty();
  }

  @Test
  void rolesNeedTheirScopes() {
    bob.post(path() + "/messages", Map.of("content", "x", "role", "assistant"))
        .refused(403, "forbidden");
    User assistant = chat.login(bob.name(), "chat:assistant");
    for (String role : List.of("assistant", "system", "user")) {
      var sent = assistant.post(path() + "/messages", Map.of("content", "x", "role", role));
      assertThat(sent.require(201).field("role")).isEqualTo(role);
    }
    User stranger = chat.user("stranger", "chat:assistant");
    stranger
        .post(path() + "/messages", Map.of("content", "x", "role", "assistant"))
        .refused(404, "session_not_found");
  }

  @Test
  void serviceActsInEverySession() {
    User service = chat.user("service", "chat:service");
    try (ChatSocket there = bob.socket();
        ChatSocket its = service.socket()) {
      there.join(session);
      its.join(session);
      Frame ack =
          ChatSocket.require(
              "ack",
              its.ask(
                  "send_message",
                  Map.of("sessionId", session, "content", "Notice", "role", "system")));
      Frame heard = there.awaitEvents(session, ack.seq()).getFirst();
      assertThat(heard.json().path("message").path("role").asString("")).isEqualTo("system");
    }
    String his = bob.send(session, "His").field("id");
    service.delete("/chat/messages/" + his).require(204);
    service.put("/chat/messages/" + session + ".2", Map.of("content", "Notice 2")).require(200);
    service.patch(path(), Map.of("title", "Taken over")).require(200);
    service.put(path() + "/members/dave").require(204);
    assertThat(service.get(path() + "?minSeq=7").require(200).field("title"))
        .isEqualTo("Taken over");
    service.delete(path()).require(204);
    bob.get(path() + "?minSeq=8").refused(404, "session_not_found");
  }

  private String path() {
    return "/chat/sessions/" + session;
  }

  private String member(User user) {
    return path() + "/members/" + user.name();
  }
}
