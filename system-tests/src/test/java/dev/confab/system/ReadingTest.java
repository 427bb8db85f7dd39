package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedRun.class)
class ReadingTest {
  private static final int ABOVE_THE_WINDOW = 600;
  private static final Duration NEARLY_THE_WAIT = Duration.ofMillis(1900);

  private User alice;
  private String session;
  private String path;

  @BeforeEach
  void start(Running running) {
    alice = new Chat(running).user("alice");
    session = alice.createSession();
    path = "/chat/sessions/" + session;
  }

  @Test
  void minSeqReadsOnesOwnWrites() {
    for (int i = 0; i < 50; i++) {
      Answer sent = alice.send(session, "Message " + i);
      String seen = "?minSeq=" + sent.number("seq");
      assertThat(alice.get(path + "/messages/recent" + seen).require(200).items().values())
          .last()
          .isEqualTo(sent.body());
      assertThat(alice.get("/chat/messages/" + sent.field("id") + seen).require(200).body())
          .isEqualTo(sent.body());
    }
  }

  @Test
  void minSeqThatDoesNotComeIsViewBehind() {
    Answer behind = getOnce(path + "?minSeq=1000");
    behind.refused(503, "view_behind");
    assertThat(behind.headers().firstValue("Retry-After")).isPresent();
    alice.get(path + "?minSeq=1").require(200);
  }

  @Test
  void minSeqWaitsForTheArchiveToo(Running running) throws Exception {
    String events = path + "/events?after=1&limit=1&minSeq=" + (1 + ABOVE_THE_WINDOW);
    try (var _ = running.database().hold()) {
      List<Map<String, String>> batch = Collections.nCopies(100, Map.of("content", "x"));
      for (int i = 0; i < ABOVE_THE_WINDOW; i += batch.size()) {
        alice.post(path + "/messages/batch", Map.of("messages", batch)).require(201);
      }
      long begun = System.nanoTime();
      getOnce(events).refused(503, "view_behind");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(NEARLY_THE_WAIT);
    }
    running.database().awaitEvent(session, 1 + ABOVE_THE_WINDOW);
    assertThat(seqs(alice.get(events).require(200).items())).containsExactly(2L);
  }

  @Test
  void pagesGoDownFromTheNewestAndUpFromAfter() {
    for (int i = 0; i < 25; i++) {
      alice.send(session, "Message " + i);
    }
    String list = path + "/messages?minSeq=26&limit=10";
    assertThat(pages(list)).containsExactly(range(17, 26), range(7, 16), range(2, 6));
    assertThat(pages(list + "&before=7")).containsExactly(range(2, 6));
    assertThat(pages(list + "&after=0"))
        .containsExactly(range(2, 11), range(12, 21), range(22, 26));
    assertThat(pages(list + "&after=26")).containsExactly(List.of());
    assertThat(seqs(alice.get(path + "/messages/recent").items())).isEqualTo(range(7, 26));
    assertThat(seqs(alice.get(path + "/messages/recent?limit=3").items())).isEqualTo(range(24, 26));
    Answer events = alice.get(path + "/events?after=3&limit=5").require(200);
    assertThat(seqs(events.items())).isEqualTo(range(4, 8));
    assertThat(events.number("lastSeq")).isEqualTo(26);
    assertThat(events.field("epoch")).isNotEmpty();
  }

  @Test
  void sessionsAreListedNewestActivityFirst() {
    List<String> sessions = new ArrayList<>(List.of(session));
    for (int i = 0; i < 6; i++) {
      sessions.add(alice.createSession());
    }
    Answer last = alice.send(session, "Now the first is the newest");
    sessions.forEach(each -> alice.get("/chat/sessions/" + each + "?minSeq=1").require(200));
    alice.get(path + "?minSeq=2").require(200);

    List<List<JsonNode>> pages = alice.pages("/chat/sessions?limit=3");
    assertThat(pages.stream().map(List::size)).containsExactly(3, 3, 1);
    List<JsonNode> listed = pages.stream().flatMap(List::stream).toList();
    assertThat(listed)
        .extracting(each -> each.path("id").asString(""))
        .containsExactlyInAnyOrderElementsOf(sessions)
        .first()
        .isEqualTo(session);
    assertThat(listed)
        .extracting(each -> each.path("updatedAt").asString(""))
        .isSortedAccordingTo(Comparator.reverseOrder());
    JsonNode first = alice.get("/chat/sessions?limit=1").require(200).items().path(0);
    assertThat(first.path("messageCount").asLong()).isEqualTo(1);
    assertThat(first.path("lastSeq").asLong()).isEqualTo(2);
    assertThat(first.path("lastMessage")).isEqualTo(last.body());
  }

  @Test
  void createdThingsAreWhereLocationSays() {
    Answer created =
        alice
            .post("/chat/sessions", Map.of("title", "T", "metadata", Map.of("k", "v")))
            .require(201);
    String location = created.headers().firstValue("Location").orElse("");
    assertThat(alice.get(location + "?minSeq=1").require(200).body()).isEqualTo(created.body());
    Answer sent = alice.send(session, "x");
    String message = sent.headers().firstValue("Location").orElse("");
    assertThat(alice.get(message + "?minSeq=2").require(200).body()).isEqualTo(sent.body());
  }

  private Answer getOnce(String page) {
    return alice.askOnce("GET", page, null, Map.of());
  }

  private List<List<Long>> pages(String list) {
    List<List<Long>> pages = new ArrayList<>();
    alice
        .pages(list)
        .forEach(page -> pages.add(page.stream().map(i -> i.path("seq").asLong()).toList()));
    return pages;
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static List<Long> seqs(JsonNode items) {
    return items.values().stream().map(item -> item.path("seq").asLong()).toList();
  }
}
