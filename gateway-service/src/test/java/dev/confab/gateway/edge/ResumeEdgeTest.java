package dev.confab.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.gateway.history.FakeHistoryService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Resuming over real sockets, with history over real HTTP. History's events look unlike the log's.
class ResumeEdgeTest {
  private static final int MESSAGES = 3_000;

  /// So many acks are far below what a client may leave in its queue.
  private static final int AT_ONCE = 50;

  private static final String OLD =
      "{\"type\":\"old\",\"seq\":%%d,\"x\":\"%s\"}".formatted("x".repeat(200));

  @SuppressWarnings("NullAway.Init")
  private static FakeHistoryService history;

  @SuppressWarnings("NullAway.Init")
  private static Gateway gateway;

  @SuppressWarnings("NullAway.Init")
  private static Rest rest;

  @BeforeAll
  static void start() throws IOException {
    history = new FakeHistoryService(seq -> OLD.formatted(seq));
    gateway =
        Gateway.start(
            Map.of(
                "confab.gateway.history-url", history.url(),
                "confab.gateway.queue-bytes", "64KB",
                "confab.gateway.resume.ring-events", "40",
                "confab.gateway.resume.readers", "2"));
    rest = new Rest(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    history.close();
  }

  private static String join(String session, long after) {
    return "{\"id\":\"j\",\"type\":\"join_session\",\"sessionId\":\"%s\",\"after\":{\"epoch\":\"epoch\",\"seq\":%d}}"
        .formatted(session, after);
  }

  private static String send(String session) {
    return "{\"id\":\"m\",\"type\":\"send_message\",\"sessionId\":\"%s\",\"content\":\"hi\"}"
        .formatted(session);
  }

  @Test
  void coldGatewayReplaysFromHistoryAndGoesOnLive() {
    String session = rest.createSession("alice");
    for (int i = 0; i < 9; i++) {
      rest.call("alice", "POST", "/chat/sessions/" + session + "/messages", "{\"content\":\"x\"}");
    }
    try (Client alice = Client.of(gateway, "alice")) {
      JsonNode joined = alice.say(join(session, 3)).next("joined");
      assertThat(joined.get("seq").longValue()).isEqualTo(10);
      assertThat(joined.get("recovered").booleanValue()).isTrue();
      for (long seq = 4; seq <= 10; seq++) {
        assertThat(alice.next()).isEqualTo(OLD.formatted(seq));
      }
      alice.say(send(session)).next("ack");
      assertThat(alice.next("message_created").get("seq").longValue()).isEqualTo(11);
    }
  }

  @Test
  void replayThatIsLargerThanTheQueueIsPaced() {
    String session = rest.createSession("alice");
    String messages =
        IntStream.range(0, 100)
            .mapToObj(i -> "{\"content\":\"x\"}")
            .collect(Collectors.joining(",", "{\"messages\":[", "]}"));
    for (int i = 0; i < 50; i++) {
      rest.call("alice", "POST", "/chat/sessions/" + session + "/messages/batch", messages);
    }
    try (Client alice = Client.of(gateway, "alice")) {
      alice.say(join(session, 0)).next("joined");
      for (long seq = 1; seq <= 5_001; seq++) {
        assertThat(alice.next()).startsWith("{\"type\":\"old\",\"seq\":%d,".formatted(seq));
      }
      assertThat(alice.isOpen()).isTrue();
    }
  }

  @Test
  void clientsThatComeAndGoWhileOthersWriteHaveEveryEventOnce() throws Exception {
    String session = rest.createSession("alice");
    List<CompletableFuture<Void>> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Client writer = Client.of(gateway, "alice")) {
      for (int i = 0; i < 8; i++) {
        done.add(CompletableFuture.runAsync(() -> follow(session), threads));
      }
      for (int i = 0; i < MESSAGES; i += AT_ONCE) {
        for (int j = 0; j < AT_ONCE; j++) {
          writer.say(send(session));
        }
        for (int j = 0; j < AT_ONCE; j++) {
          writer.next("ack");
        }
      }
      CompletableFuture.allOf(done.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }
  }

  /// Comes back again and again, until it has all; also where it was too slow for its queue.
  private static void follow(String session) {
    long has = 1;
    while (has < MESSAGES + 1) {
      try (Client client = Client.of(gateway, "alice")) {
        assertThat(client.say(join(session, has)).next("joined").get("recovered").booleanValue())
            .isTrue();
        int stay = ThreadLocalRandom.current().nextInt(1, 600);
        for (int i = 0; i < stay && has < MESSAGES + 1; i++) {
          String frame = client.nextUnlessTooSlow();
          if (frame == null) {
            break;
          }
          assertThat(frame).contains("\"seq\":" + ++has);
        }
      }
    }
  }
}
