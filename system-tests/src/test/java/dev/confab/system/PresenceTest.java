package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.Frame;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedRun.class)
class PresenceTest {
  private User alice;
  private User bob;
  private String session;

  @BeforeEach
  void start(Running running) {
    Chat chat = new Chat(running);
    alice = chat.user("alice");
    bob = chat.user("bob");
    session = alice.createSession(bob);
  }

  @Test
  void userWithManyDevicesJoinsAndLeavesOnce() {
    try (ChatSocket here = alice.socket();
        ChatSocket phone = bob.socket();
        ChatSocket laptop = bob.socket()) {
      here.join(session);
      phone.join(session);
      here.awaitPushed("user_joined", session);
      assertThat(participants(laptop.join(session))).containsExactly(alice.name(), bob.name());

      leave(phone);
      assertThat(participants(info(here))).containsExactly(alice.name(), bob.name());
      laptop.abort();
      here.awaitPushed("user_left", session);
      assertThat(participants(info(here))).containsExactly(alice.name());
      assertThat(signals(here, "user_joined")).containsExactly(bob.name());
      assertThat(signals(here, "user_left")).containsExactly(bob.name());
      assertThat(signals(phone, "user_joined")).isEmpty();
      assertThat(signals(laptop, "user_joined")).isEmpty();
    }
  }

  @Test
  void signalsReachTheOthersAndNotTheUserHimself() {
    try (ChatSocket here = alice.socket();
        ChatSocket phone = bob.socket();
        ChatSocket laptop = bob.socket()) {
      here.join(session);
      phone.join(session);
      laptop.join(session);
      typing(phone, true);
      Frame typing = here.awaitPushed("typing", session);
      assertThat(typing.text())
          .isEqualTo(
              "{\"type\":\"typing\",\"sessionId\":\"%s\",\"userId\":\"%s\",\"typing\":true}"
                  .formatted(session, bob.name()));
      typing(phone, false);
      Awaitility.await()
          .atMost(ChatSocket.PATIENCE)
          .until(() -> here.pushed("typing", session).size() == 2);
      typing(here, true);
      phone.awaitPushed("typing", session);
      laptop.awaitPushed("typing", session);
      assertThat(signals(phone, "typing")).containsExactly(alice.name());
      assertThat(signals(laptop, "typing")).containsExactly(alice.name());
      assertThat(signals(here, "typing")).containsExactly(bob.name(), bob.name());
    }
  }

  @Test
  void whoHasLeftHearsNothingMore() {
    try (ChatSocket here = alice.socket();
        ChatSocket there = bob.socket()) {
      here.join(session);
      there.join(session);
      leave(there);
      long unheard = here.send(session, "Without him").seq();
      here.awaitEvents(session, unheard);
      there.ping();
      assertThat(there.events(session)).isEmpty();
      ChatSocket.refused(
          "not_joined", there.ask("typing", Map.of("sessionId", session, "typing", true)));
      long seq = there.send(session, "A member sends without joining").seq();
      here.awaitEvents(session, seq);
    }
  }

  @Test
  void infoSaysWhatTheSessionIsNow() {
    try (ChatSocket here = alice.socket()) {
      Frame joined = here.join(session);
      assertThat(joined.seq()).isEqualTo(1);
      assertThat(joined.field("epoch")).isNotEmpty();
      here.send(session, "One");
      JsonNode now = info(here).json().path("session");
      assertThat(now.path("lastSeq").asLong()).isEqualTo(2);
      assertThat(now.path("messageCount").asLong()).isEqualTo(1);
      assertThat(now.path("ownerId").asString("")).isEqualTo(alice.name());
      assertThat(now.path("id").asString("")).isEqualTo(session);
    }
  }

  @Test
  void resumeGivesWhatWasMissedWithoutAHoleOrSaysThatItCanNot() {
    try (ChatSocket here = alice.socket()) {
      here.join(session);
      ChatSocket before = bob.socket();
      String epoch = before.join(session).field("epoch");
      long seen = here.send(session, "Seen").seq();
      before.awaitEvents(session, seen);
      before.abort();
      long missed = here.send(session, "Missed").seq();
      assertResumes(epoch, seen, missed, here);
    }
  }

  private void assertResumes(String epoch, long seen, long missed, ChatSocket here) {
    try (ChatSocket again = bob.socket()) {
      Frame joined =
          again.ask(
              "join_session",
              Map.of("sessionId", session, "after", Map.of("epoch", epoch, "seq", seen)));
      ChatSocket.require("joined", joined);
      assertThat(joined.json().path("recovered").asBoolean()).isTrue();
      long live = here.send(session, "Live").seq();
      assertThat(again.awaitEvents(session, live))
          .extracting(Frame::seq)
          .containsExactly(missed, live);
      Frame foreign =
          again.ask(
              "join_session",
              Map.of("sessionId", session, "after", Map.of("epoch", "another", "seq", seen)));
      assertThat(foreign.json().path("recovered").asBoolean()).isFalse();
    }
  }

  private Frame info(ChatSocket socket) {
    return ChatSocket.require(
        "session_info", socket.ask("get_session_info", Map.of("sessionId", session)));
  }

  private void leave(ChatSocket socket) {
    ChatSocket.require("left", socket.ask("leave_session", Map.of("sessionId", session)));
  }

  /// A signal has no answer, hence the ping.
  private void typing(ChatSocket socket, boolean typing) {
    socket.tell("typing", Map.of("sessionId", session, "typing", typing));
    socket.ping();
  }

  private List<String> signals(ChatSocket socket, String type) {
    return socket.pushed(type, session).stream().map(signal -> signal.field("userId")).toList();
  }

  private static Set<String> participants(Frame answer) {
    Set<String> names = new TreeSet<>();
    answer.json().path("participants").forEach(name -> names.add(name.asString("")));
    return names;
  }
}
