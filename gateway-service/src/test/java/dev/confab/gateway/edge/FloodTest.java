package dev.confab.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who sends more than he may costs himself: he is not read meanwhile, and the others are.
class FloodTest {
  private static final int BURST = 20_000;

  private static String ping(int id) {
    return "{\"id\":\"%d\",\"type\":\"ping\"}".formatted(id);
  }

  private static double framesIn(Gateway gateway) {
    return gateway.count("confab.gateway.frames", "direction", "in");
  }

  @Test
  void strangersPingsAreReadAtASmallRate() throws IOException {
    try (Gateway gateway =
            Gateway.start(
                Map.of(
                    "confab.gateway.rates.first-frames-per-second", "1",
                    "confab.gateway.rates.first-frames-burst", "50",
                    "confab.gateway.first-frame", "60s"));
        RawClient stranger = RawClient.stranger(gateway)) {
      stranger.more(pings(10_000));
      await().until(() -> gateway.count("confab.gateway.refused", "limit", "frames") > 0);
      try (Client alice = Client.of(gateway, "alice")) {
        alice.say(ping(1)).next("pong");
      }
      assertThat(framesIn(gateway)).isBetween(50.0, 100.0);
    }
  }

  /// Each with a mask of zeros.
  private static byte[] pings(int count) {
    ByteBuffer frames = ByteBuffer.allocate(6 * count);
    for (int i = 0; i < count; i++) {
      frames.put((byte) 0x89).put((byte) 0x80).putInt(0);
    }
    return frames.array();
  }

  @Test
  void connectionOverItsRateIsReadOnLaterAndLosesNothing() {
    try (Gateway gateway =
            Gateway.start(
                Map.of(
                    "confab.gateway.rates.frames-per-second", "1000",
                    "confab.gateway.rates.frames-burst", "10"));
        Client alice = Client.of(gateway, "alice")) {
      for (int i = 0; i < 500; i++) {
        alice.say(ping(i));
      }
      for (int i = 0; i < 500; i++) {
        assertThat(alice.next()).contains("\"id\":\"%d\"".formatted(i), "pong");
      }
      assertThat(gateway.count("confab.gateway.refused", "limit", "frames")).isPositive();
    }
  }

  @Test
  void userHasSoManyWritesUnderWayAndTheRestWaits() {
    try (Gateway gateway =
        Gateway.start(
            Map.of("confab.gateway.rates.under-way", "5", "confab.gateway.deadline", "60s"))) {
      String session = new Rest(gateway).createSession("alice");
      long before = gateway.shard().sends();
      gateway.shard().fallSilent(true);
      try (Client first = Client.of(gateway, "alice");
          Client second = Client.of(gateway, "alice");
          Client bob = Client.of(gateway, "bob")) {
        for (int i = 0; i < 20; i++) {
          first.say(send(session, i));
          second.say(send(session, 100 + i));
        }
        await().until(() -> gateway.shard().sends() >= before + 5);
        bob.say(ping(1)).next("pong");
        assertThat(gateway.shard().sends()).isLessThanOrEqualTo(before + 6);
      }
    }
  }

  @Test
  void burstOfWritesGetsAllItsAnswers() {
    try (Gateway gateway = Gateway.start(Map.of());
        Client alice = Client.of(gateway, "alice")) {
      String session = new Rest(gateway).createSession("alice");
      for (int i = 0; i < BURST; i++) {
        alice.say(send(session, i));
      }
      for (int i = 0; i < BURST; i++) {
        alice.next("ack");
      }
    }
  }

  private static String send(String session, int id) {
    return "{\"id\":\"%d\",\"type\":\"send_message\",\"sessionId\":\"%s\",\"content\":\"hi\"}"
        .formatted(id, session);
  }

  @Test
  void requestThatIsNoHandshakeTakesNoneFromAnybody() throws Exception {
    try (Gateway gateway =
            Gateway.start(
                Map.of(
                    "confab.gateway.rates.handshakes-per-second", "1",
                    "confab.gateway.rates.handshakes-burst", "3"));
        HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest plain =
          HttpRequest.newBuilder(URI.create("http://" + gateway.authority() + "/chat/socket"))
              .build();
      for (int i = 0; i < 10; i++) {
        HttpResponse<String> answer = http.send(plain, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(426);
      }
      try (Client alice = Client.of(gateway, "alice")) {
        alice.say(ping(1)).next("pong");
      }
    }
  }

  @Test
  void addressHasSoManyHandshakesAndNoMore() throws IOException {
    try (Gateway gateway =
        Gateway.start(
            Map.of(
                "confab.gateway.rates.address-handshakes-per-second", "1",
                "confab.gateway.rates.address-handshakes-burst", "3"))) {
      await().until(() -> isRefused(gateway));
      assertThat(gateway.count("confab.gateway.refused", "limit", "address_handshakes"))
          .isPositive();
      assertThat(gateway.count("confab.gateway.refused", "limit", "handshakes")).isZero();
    }
  }

  private static boolean isRefused(Gateway gateway) {
    try {
      new RawClient(gateway, "alice").close();
      return false;
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).startsWith("HTTP/1.1 503 ");
    }
  }
}
