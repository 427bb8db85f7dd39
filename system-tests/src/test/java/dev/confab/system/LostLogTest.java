package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.Frame;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `chat.events` is deleted: nothing is decided until an operator says so, then everything goes on
/// where it was.
class LostLogTest {
  private static final int MANY = 300;

  @Test
  void snapshotsAndCommandsMakeANewLog(@TempDir Path folder) throws InterruptedException {
    try (Running running = new Running(folder).start()) {
      Chat chat = new Chat(running);
      User alice = chat.user("alice");
      User bob = chat.user("bob");
      String session = alice.createSession(bob);
      Frame before = say(alice, session);
      List<JsonNode> events = events(alice, session, before.seq());
      assertThat(events).hasSize((int) before.seq());

      String lost = running.eventLog().lose();
      running.kill();
      running.launch();
      Awaitility.await("the sentence")
          .atMost(Duration.ofMinutes(1))
          .until(() -> running.said().contains("confab.kafka.replaces-log=" + lost));
      assertThat(running.isReady()).as("ready without the operator's word").isFalse();
      running.kill();

      running.with("CONFAB_KAFKA_REPLACESLOG", lost).start();
      assertResumeIsRefused(bob, session, before);
      long last = alice.send(session, "After").number("seq");
      assertThat(last).isEqualTo(before.seq() + 1);
      running.database().awaitEvent(session, last);
      assertThat(events(alice, session, last).subList(0, events.size())).isEqualTo(events);
      Answer repeated =
          alice.post(messages(session), Map.of("content", "No 290", "clientId", "c290"));
      assertThat(repeated.body().path("seq").asLong()).as("a key holds").isLessThan(last);
    }
  }

  private static String messages(String session) {
    return "/chat/sessions/" + session + "/messages";
  }

  private static List<JsonNode> events(User user, String session, long last) {
    List<JsonNode> events = new ArrayList<>();
    while (events.size() < last) {
      String path =
          "/chat/sessions/%s/events?limit=200&minSeq=%d&after=%d"
              .formatted(session, last, events.size());
      user.get(path).require(200).items().forEach(events::add);
    }
    return events;
  }

  /// Sends, edits and deletes; returns what a member's join says behind it.
  private static Frame say(User user, String session) {
    try (ChatSocket socket = user.socket()) {
      socket.join(session);
      List<CompletableFuture<Frame>> sends = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        sends.add(
            socket.askLater(
                "send_message",
                Map.of("sessionId", session, "content", "No " + i, "clientId", "c" + i)));
      }
      sends.forEach(send -> ChatSocket.require("ack", send.join()));
      user.put("/chat/messages/" + session + ".5", Map.of("content", "Edited")).require(200);
      user.delete("/chat/messages/" + session + ".6").require(204);
      return socket.join(session);
    }
  }

  private static void assertResumeIsRefused(User user, String session, Frame before) {
    Map<String, ?> after =
        Map.of("epoch", before.json().path("epoch").asString(), "seq", before.seq() - 10);
    try (ChatSocket socket = user.socket()) {
      Frame joined =
          ChatSocket.require(
              "joined", socket.ask("join_session", Map.of("sessionId", session, "after", after)));
      assertThat(joined.json().path("recovered").asBoolean()).isFalse();
      assertThat(joined.json().path("epoch").asString())
          .isNotEqualTo(before.json().path("epoch").asString());
      assertThat(joined.seq()).as("goes on with the seqs").isEqualTo(before.seq());
    }
  }
}
