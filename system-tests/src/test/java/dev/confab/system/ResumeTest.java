package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.Frame;
import dev.confab.system.client.User;
import dev.confab.system.running.Database;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who comes back gets all that he missed, as the log has it.
@ExtendWith(SharedRun.class)
class ResumeTest {
  /// More than a channel's ring and the timeline hold, so that the oldest come from the archive.
  private static final int MANY = 900;

  private static final int BATCH = 100;
  private static final int CROWD = 50;

  private Database database;
  private User alice;
  private User bob;
  private String session;

  @BeforeEach
  void start(Running running) {
    database = running.database();
    Chat chat = new Chat(running);
    alice = chat.user("alice");
    bob = chat.user("bob");
    session = alice.createSession(bob);
  }

  @Test
  void longAbsenceIsMadeUpForWithEditsDeletionsAndMembers() {
    String epoch = epoch();
    long seen = alice.send(session, "Seen").number("seq");
    sendMany();
    // What the shard has forgotten can be changed as soon as the archive has it.
    database.awaitEvent(session, seen + MANY);
    String edited = session + "." + (seen + 1);
    String deleted = session + "." + (seen + 2);
    alice.put("/chat/messages/" + edited, Map.of("content", "Edited")).require(200);
    alice.delete("/chat/messages/" + deleted).require(204);
    alice.put(member("carol")).require(204);
    alice.delete(member("carol")).require(204);
    long last = alice.send(session, "Last").number("seq");

    try (ChatSocket socket = bob.socket()) {
      Frame joined = resume(socket, epoch, seen);
      assertThat(joined.json().path("recovered").asBoolean()).isTrue();
      List<Frame> events = socket.awaitEvents(session, last);
      assertThat(events)
          .extracting(Frame::seq)
          .containsExactlyElementsOf(LongStream.rangeClosed(seen + 1, last).boxed().toList());
      assertThat(events).extracting(Frame::text).containsExactlyElementsOf(inHistory(seen, last));
      assertThat(events)
          .extracting(Frame::type)
          .contains("message_updated", "message_deleted", "member_added", "member_removed");
    }
  }

  @Test
  void crowdResumesWhileOthersWriteAndNobodyMissesOrRepeatsAnything() {
    String epoch = epoch();
    sendMany();
    // Their positions lie in the channel's ring, in the timeline and in the archive.
    List<Long> positions = List.of(MANY - 50L, MANY - 100L, MANY - 350L, MANY - 400L, 1L);
    AtomicBoolean done = new AtomicBoolean();
    List<ChatSocket> crowd =
        IntStream.range(0, CROWD).mapToObj(i -> (i % 2 == 0 ? alice : bob).socket()).toList();
    try (ChatSocket writer = alice.socket()) {
      writer.join(session);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> {
            while (!done.get()) {
              writer.send(session, "While they come back");
            }
          });
      List<CompletableFuture<Frame>> joins = new ArrayList<>();
      for (int i = 0; i < CROWD; i++) {
        joins.add(
            crowd
                .get(i)
                .askLater("join_session", after(epoch, positions.get(i % positions.size()))));
      }
      assertThat(joins).allMatch(join -> join.join().json().path("recovered").asBoolean());
      done.set(true);
      writing.join();
      long last = writer.send(session, "Last").seq();
      for (int i = 0; i < CROWD; i++) {
        assertThat(crowd.get(i).awaitEvents(session, last))
            .extracting(Frame::seq)
            .containsExactlyElementsOf(
                LongStream.rangeClosed(positions.get(i % positions.size()) + 1, last)
                    .boxed()
                    .toList());
      }
    } finally {
      crowd.forEach(ChatSocket::close);
    }
  }

  @Test
  void whoWasRemovedResumesNothing() {
    String epoch = epoch();
    alice.send(session, "Before");
    alice.delete(member(bob.name())).require(204);
    alice.send(session, "Behind his back");
    try (ChatSocket socket = bob.socket()) {
      ChatSocket.refused("session_not_found", resume(socket, epoch, 1));
      socket.ping();
      assertThat(socket.events(session)).isEmpty();
    }
  }

  @Test
  void positionAheadOfTheLogIsNotRecovered() {
    String epoch = epoch();
    try (ChatSocket socket = bob.socket()) {
      Frame joined = resume(socket, epoch, 1_000_000);
      assertThat(joined.json().path("recovered").asBoolean()).isFalse();
      long live = alice.send(session, "Live").number("seq");
      assertThat(socket.awaitEvents(session, live)).extracting(Frame::seq).containsExactly(live);
    }
  }

  private String epoch() {
    return alice
        .get("/chat/sessions/" + session + "/events?after=0&limit=1&minSeq=1")
        .require(200)
        .field("epoch");
  }

  private String member(String name) {
    return "/chat/sessions/" + session + "/members/" + name;
  }

  private void sendMany() {
    for (int sent = 0; sent < MANY; sent += BATCH) {
      int from = sent;
      List<Map<String, String>> messages =
          IntStream.range(from, from + BATCH)
              .mapToObj(i -> Map.of("content", "Message " + i))
              .toList();
      alice
          .post("/chat/sessions/" + session + "/messages/batch", Map.of("messages", messages))
          .require(201);
    }
  }

  private Frame resume(ChatSocket socket, String epoch, long seq) {
    return socket.ask("join_session", after(epoch, seq));
  }

  private Map<String, Object> after(String epoch, long seq) {
    return Map.of("sessionId", session, "after", Map.of("epoch", epoch, "seq", seq));
  }

  private List<String> inHistory(long after, long last) {
    List<String> events = new ArrayList<>();
    while (events.size() < last - after) {
      alice
          .get(
              "/chat/sessions/%s/events?after=%d&limit=500&minSeq=%d"
                  .formatted(session, after + events.size(), last))
          .require(200)
          .items()
          .forEach(item -> events.add(item.toString()));
    }
    return events;
  }
}
