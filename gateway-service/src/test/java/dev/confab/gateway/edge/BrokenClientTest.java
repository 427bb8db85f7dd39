package dev.confab.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Clients that are gone without a word, or too slow.
class BrokenClientTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @SuppressWarnings("NullAway.Init")
  private static Gateway gateway;

  @SuppressWarnings("NullAway.Init")
  private static Rest rest;

  @BeforeAll
  static void start() {
    gateway =
        Gateway.start(
            Map.of(
                "confab.gateway.ping", "300ms",
                "confab.gateway.silence", "2s",
                "confab.gateway.queue-bytes", "200KB"));
    rest = new Rest(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static void hasSockets(int count) {
    await().atMost(LONG).until(() -> gateway.sockets() == count);
  }

  @Test
  void clientThatAnswersNoPingIsCut() throws IOException {
    try (RawClient silent = new RawClient(gateway, "alice");
        Client well = Client.of(gateway, "bob")) {
      hasSockets(2);
      assertThat(silent.readToTheEnd()).isEqualTo(1006);
      hasSockets(1);
      well.say("{\"id\":\"p\",\"type\":\"ping\"}").next("pong");
    }
    hasSockets(0);
  }

  /// The socket is closed at the frame's head; its bytes must not make that close a broken one.
  @Test
  void clientThatSendsTooMuchIsToldSoThoughItGoesOnSending() throws IOException {
    try (RawClient client = new RawClient(gateway, "alice")) {
      hasSockets(1);
      client.begin(1_000_000);
      client.more(new byte[500_000]);
      hasSockets(0);
      client.more(new byte[500_000]);
      assertThat(client.readToTheEnd()).isEqualTo(1009);
    }
  }

  @Test
  void clientThatStopsReadingIsClosedAndTheOthersGetAll() throws IOException {
    String session = rest.createSession("alice");
    String join =
        "{\"id\":\"j\",\"type\":\"join_session\",\"sessionId\":\"%s\"}".formatted(session);
    double before = gateway.count("confab.gateway.closes", "code", "4408");
    try (RawClient slow = new RawClient(gateway, "alice");
        Client well = Client.of(gateway, "bob")) {
      slow.say(join);
      well.say(join).next("joined");
      String content = "x".repeat(30_000);
      long seq = 1;
      while (gateway.count("confab.gateway.closes", "code", "4408") == before && seq < 2_000) {
        // It is heard of, so that it is not taken for gone.
        slow.say("{\"id\":\"p\",\"type\":\"ping\"}");
        well.say(
            "{\"id\":\"m\",\"type\":\"send_message\",\"sessionId\":\"%s\",\"content\":\"%s\"}"
                .formatted(session, content));
        assertThat(well.next("message_created").get("seq").longValue()).isEqualTo(++seq);
      }
      assertThat(gateway.count("confab.gateway.closes", "code", "4408")).isEqualTo(before + 1);
      // What was written already comes first, then the code, if the client reads soon enough.
      assertThat(slow.readToTheEnd()).isIn(4408, 1006);
      hasSockets(1);
    }
    hasSockets(0);
  }
}
