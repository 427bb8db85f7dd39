package dev.confab.gateway.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SocketEdgeTest {
  private static final Duration PING = Duration.ofMillis(300);
  private static final Duration SILENCE = Duration.ofSeconds(3);
  private static final long PINGS_OF_A_SILENCE = SILENCE.dividedBy(PING);

  @SuppressWarnings("NullAway.Init")
  private static Gateway gateway;

  @SuppressWarnings("NullAway.Init")
  private static Rest rest;

  @BeforeAll
  static void start() {
    gateway =
        Gateway.start(
            Map.of(
                "confab.gateway.first-frame", "1s",
                "confab.gateway.deadline", "2s",
                "confab.gateway.ping", PING.toMillis() + "ms",
                "confab.gateway.silence", SILENCE.toMillis() + "ms",
                "confab.gateway.sessions-per-connection", "2"));
    rest = new Rest(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void joinsSendsAndGetsAckAndEvent() {
    String session = rest.createSession("alice");
    try (Client alice = Client.of(gateway, "alice")) {
      assertThat(alice.subprotocol()).isEqualTo("confab.v1");
      alice.say("{\"id\":\"1\",\"type\":\"join_session\",\"sessionId\":\"%s\"}".formatted(session));
      String joined = alice.next();
      assertThat(joined)
          .startsWith(
              "{\"type\":\"joined\",\"id\":\"1\",\"sessionId\":\"%s\",\"epoch\":\"epoch\",\"seq\":1,\"recovered\":false,\"session\":{"
                  .formatted(session));
      alice.say(
          "{\"id\":\"2\",\"type\":\"send_message\",\"sessionId\":\"%s\",\"content\":\"hi\",\"clientId\":\"k\"}"
              .formatted(session));
      assertThat(alice.next())
          .isEqualTo(
              "{\"type\":\"ack\",\"id\":\"2\",\"sessionId\":\"%s\",\"seq\":2,\"messageId\":\"%s.2\"}"
                  .formatted(session, session));
      assertThat(alice.next()).startsWith("{\"type\":\"message_created\"").contains("\"hi\"");

      alice.say(
          "{\"id\":\"3\",\"type\":\"send_message\",\"sessionId\":\"%s\",\"content\":\"hi\",\"clientId\":\"k\"}"
              .formatted(session));
      JsonNode again = alice.next("ack");
      assertThat(again.get("seq").longValue()).isEqualTo(2);
    }
  }

  @Test
  void othersGetTypingAndTheTypistDoesNot() {
    String session = rest.createSession("alice");
    try (Client alice = Client.of(gateway, "alice");
        Client bob = Client.of(gateway, "bob")) {
      String join =
          "{\"id\":\"j\",\"type\":\"join_session\",\"sessionId\":\"%s\"}".formatted(session);
      alice.say(join).next("joined");
      bob.say(join).next("joined");
      bob.say(
          "{\"id\":\"t\",\"type\":\"typing\",\"sessionId\":\"%s\",\"typing\":true}"
              .formatted(session));
      assertThat(alice.next())
          .isEqualTo(
              "{\"type\":\"typing\",\"sessionId\":\"%s\",\"userId\":\"bob\",\"typing\":true}"
                  .formatted(session));
      assertThat(bob.say("{\"id\":\"p\",\"type\":\"ping\"}").next())
          .isEqualTo("{\"type\":\"pong\",\"id\":\"p\"}");
    }
  }

  @Test
  void removedMemberLeavesAtOnce() {
    String session = rest.createSession("alice");
    try (Client bob = Client.of(gateway, "bob")) {
      bob.say("{\"id\":\"j\",\"type\":\"join_session\",\"sessionId\":\"%s\"}".formatted(session))
          .next("joined");
      rest.call("alice", "DELETE", "/chat/sessions/" + session + "/members/bob", null);
      bob.next("member_removed");
      rest.call(
          "alice", "POST", "/chat/sessions/" + session + "/messages", "{\"content\":\"secret\"}");
      bob.say(
          "{\"id\":\"t\",\"type\":\"typing\",\"sessionId\":\"%s\",\"typing\":true}"
              .formatted(session));
      assertThat(bob.next()).contains("\"code\":\"not_joined\"");
    }
  }

  @Test
  void firstFrameMustAuthenticate() {
    try (Client late = Client.open(gateway);
        Client rude = Client.open(gateway);
        Client good = Client.open(gateway)) {
      rude.say("{\"id\":\"p\",\"type\":\"ping\"}");
      JsonNode error = rude.next("error");
      assertThat(error.get("code").stringValue()).isEqualTo("unauthenticated");
      assertThat(rude.closeCode()).isEqualTo(4401);
      good.say(
          "{\"id\":\"a\",\"type\":\"authenticate\",\"token\":\"%s\"}"
              .formatted(Gateway.token("alice")));
      assertThat(good.next())
          .startsWith(
              "{\"type\":\"authenticated\",\"id\":\"a\",\"userId\":\"alice\",\"expiresAt\":");
      assertThat(late.closeCode()).isEqualTo(4401);
      assertThat(good.isOpen()).isTrue();
    }
  }

  @Test
  void errorTellsWhyATokenIsRefused() {
    String authenticate = "{\"id\":\"a\",\"type\":\"authenticate\",\"token\":\"%s\"}";
    try (Client bad = Client.open(gateway);
        Client other = Client.of(gateway, "alice")) {
      bad.say(authenticate.formatted("x.y.z"));
      other.say(authenticate.formatted(Gateway.token("bob")));
      assertThat(bad.next("error").get("message").stringValue())
          .isEqualTo("The token is malformed.");
      assertThat(other.next("error").get("message").stringValue())
          .isEqualTo("The token is another user's.");
      assertThat(bad.closeCode()).isEqualTo(4401);
      assertThat(other.closeCode()).isEqualTo(4401);
    }
  }

  /// For clients whose clock is wrong.
  @Test
  void authenticatedSaysForHowLong() {
    String alice =
        "{\"id\":\"a\",\"type\":\"authenticate\",\"token\":\"%s\"}"
            .formatted(Gateway.token("alice"));
    try (Client client = Client.open(gateway)) {
      JsonNode answer = client.say(alice).next("authenticated");
      Duration left =
          Duration.between(Instant.now(), Instant.parse(answer.get("expiresAt").stringValue()));
      assertThat(answer.get("expiresIn").longValue())
          .isBetween(left.toSeconds() - 1, left.toSeconds() + 30);
    }
  }

  /// A page that signs its user in by itself is in a browser that has somebody else's cookie.
  @Test
  void firstFrameCountsBeforeACookie() {
    String[] cookie = {
      "Cookie", "access_token=" + Gateway.token("alice"), "Origin", Gateway.ALLOWED
    };
    String bob =
        "{\"id\":\"a\",\"type\":\"authenticate\",\"token\":\"%s\"}".formatted(Gateway.token("bob"));
    try (Client first = Client.open(gateway, cookie);
        Client late = Client.open(gateway, cookie)) {
      assertThat(first.say(bob).next("authenticated").get("userId").stringValue()).isEqualTo("bob");
      late.say("{\"id\":\"p\",\"type\":\"ping\"}").next("pong");
      assertThat(late.say(bob).closeCode()).as("alice has spoken").isEqualTo(4401);
    }
  }

  /// A browser sends an old cookie on its own, and a page can't leave it out.
  @Test
  void cookieThatIsNoGoodIsAsNoneAtAll() {
    String[] old = {"Cookie", "access_token=bad", "Origin", Gateway.ALLOWED};
    String alice =
        "{\"id\":\"a\",\"type\":\"authenticate\",\"token\":\"%s\"}"
            .formatted(Gateway.token("alice"));
    try (Client says = Client.open(gateway, old);
        Client expectsTheCookie = Client.open(gateway, old)) {
      assertThat(says.say(alice).next("authenticated").get("userId").stringValue())
          .isEqualTo("alice");
      says.say("{\"id\":\"p\",\"type\":\"ping\"}").next("pong");
      String why =
          expectsTheCookie
              .say("{\"id\":\"p\",\"type\":\"ping\"}")
              .next("error")
              .get("message")
              .stringValue();
      assertThat(why).isEqualTo("The token is malformed.");
      assertThat(expectsTheCookie.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void badTokenAndForeignOriginAreSeenAsCloseCodes() {
    assertThat(Client.open(gateway, "Authorization", "Bearer bad").closeCode()).isEqualTo(4401);
    String cookie = "access_token=" + Gateway.token("alice");
    assertThat(Client.open(gateway, "Cookie", cookie).closeCode()).isEqualTo(4403);
    assertThat(Client.open(gateway, "Cookie", cookie, "Origin", "https://evil.test").closeCode())
        .isEqualTo(4403);
    assertThat(Client.open(gateway, "Cookie", cookie, "Origin", "null").closeCode())
        .isEqualTo(4403);
    try (Client listed = Client.open(gateway, "Cookie", cookie, "Origin", Gateway.ALLOWED);
        Client own =
            Client.open(gateway, "Cookie", cookie, "Origin", "http://" + gateway.authority())) {
      listed.say("{\"id\":\"p\",\"type\":\"ping\"}").next("pong");
      own.say("{\"id\":\"p\",\"type\":\"ping\"}").next("pong");
    }
  }

  @Test
  void closesWhenTheTokenEndsUnlessItIsRefreshed() {
    String brief = Gateway.token("alice", Duration.ofSeconds(4));
    try (Client ends = Client.open(gateway, "Authorization", "Bearer " + brief);
        Client stays = Client.open(gateway, "Authorization", "Bearer " + brief);
        Client other = Client.open(gateway, "Authorization", "Bearer " + brief)) {
      stays
          .say(
              "{\"id\":\"a\",\"type\":\"authenticate\",\"token\":\"%s\"}"
                  .formatted(Gateway.token("alice")))
          .next("authenticated");
      other.say(
          "{\"id\":\"a\",\"type\":\"authenticate\",\"token\":\"%s\"}"
              .formatted(Gateway.token("mallory")));
      assertThat(other.closeCode()).isEqualTo(4401);
      assertThat(ends.closeCode()).isEqualTo(4401);
      stays.say("{\"id\":\"p\",\"type\":\"ping\"}").next("pong");
    }
  }

  /// As a service it may sit in sessions of which it is no member.
  @Test
  void socketThatLosesTheScopeOfAServiceComesAgain() {
    String service = Gateway.token("bot", Duration.ofMinutes(5), "chat:service chat:assistant");
    String lesser = Gateway.token("bot", Duration.ofMinutes(5), "chat:assistant");
    String join =
        "{\"id\":\"j\",\"type\":\"join_session\",\"sessionId\":\"%s\"}"
            .formatted(new Rest(gateway).createSession("alice"));
    String refresh = "{\"id\":\"a\",\"type\":\"authenticate\",\"token\":\"%s\"}";
    try (Client stays = Client.open(gateway, "Authorization", "Bearer " + service);
        Client goes = Client.open(gateway, "Authorization", "Bearer " + service);
        Client grows = Client.open(gateway, "Authorization", "Bearer " + lesser);
        Client sitsNowhere = Client.open(gateway, "Authorization", "Bearer " + service)) {
      goes.say(join).next("joined");
      goes.say(refresh.formatted(lesser)).next("authenticated");
      assertThat(goes.closeCode()).isEqualTo(1012);
      // One that sits nowhere may have come with the service's cookie, and would for ever.
      sitsNowhere.say(refresh.formatted(lesser)).next("authenticated");
      sitsNowhere.say("{\"id\":\"p\",\"type\":\"ping\"}").next("pong");
      for (Client client : List.of(stays, grows)) {
        client.say(refresh.formatted(service)).next("authenticated");
        client.say("{\"id\":\"p\",\"type\":\"ping\"}").next("pong");
      }
    }
  }

  @Test
  void frameOfExactlyTheLimitIsHeardAndOneByteMoreIsNot() {
    String frame = "{\"id\":\"p\",\"type\":\"ping\",\"x\":\"%s\"}";
    int room = 65_536 - frame.formatted("").length();
    try (Client fits = Client.of(gateway, "alice");
        Client parts = Client.of(gateway, "alice")) {
      String whole = frame.formatted("x".repeat(room));
      fits.say(whole).next("pong");
      fits.sayInParts(whole.substring(0, 40_000), whole.substring(40_000));
      fits.next("pong");
      fits.say(frame.formatted("x".repeat(room + 1)));
      assertThat(fits.closeCode()).isEqualTo(1009);
      parts.sayInParts("x".repeat(40_000), "x".repeat(40_000));
      assertThat(parts.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void whatIsNoJsonObjectCloses() {
    for (String text : new String[] {"", "x", "[]", "\"a\"", "{} {}", "{", "null"}) {
      assertThat(Client.of(gateway, "alice").say(text).closeCode()).as(text).isEqualTo(4400);
    }
    try (Client bytes = Client.of(gateway, "alice")) {
      bytes.sayBytes(new byte[] {1});
      assertThat(bytes.closeCode()).isEqualTo(4400);
    }
  }

  @Test
  void noVerdictInTimeIsUnavailableAndRetryable() {
    String session = rest.createSession("alice");
    try (Client alice = Client.of(gateway, "alice")) {
      gateway.shard().fallSilent(true);
      alice.say(
          "{\"id\":\"1\",\"type\":\"send_message\",\"sessionId\":\"%s\",\"content\":\"hi\"}"
              .formatted(session));
      assertThat(alice.next("error").toString())
          .contains("\"code\":\"unavailable\"")
          .contains("\"retryable\":true");
    } finally {
      gateway.shard().fallSilent(false);
    }
  }

  @Test
  void whoeverHasNotSaidWhoHeIsSaysLittle() {
    try (Client client = Client.open(gateway)) {
      client.say("x".repeat(8_193));
      assertThat(client.closeCode()).isEqualTo(1009);
    }
    try (Client client = Client.open(gateway)) {
      client.sayInParts("x".repeat(8_000), "x".repeat(193));
      assertThat(client.closeCode()).isEqualTo(1009);
    }
    await().untilAsserted(() -> assertThat(gateway.held("partial_messages")).isZero());
  }

  /// They come from many sockets, and none is ever finished.
  @Test
  void begunMessagesHoldNoMoreThanTheirTotalAndItIsGivenBack() {
    Gateway small = Gateway.start(Map.of("confab.memory.partial-messages", "100KB"));
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Client client = Client.of(small, "user" + i);
      client.begin("x".repeat(30_000));
      clients.add(client);
    }
    await().until(() -> clients.stream().filter(client -> !client.isOpen()).count() >= 17);
    assertThat(small.held("partial_messages")).isLessThanOrEqualTo(100 << 10);
    assertThat(clients.stream().filter(client -> !client.isOpen()))
        .allMatch(client -> client.closeCode() == 4408);
    clients.forEach(Client::close);
    await().untilAsserted(() -> assertThat(small.held("partial_messages")).isZero());
    small.close();
  }

  @Test
  void joinsAsManySessionsAsItMay() {
    try (Client alice = Client.of(gateway, "alice")) {
      for (int i = 0; i < 2; i++) {
        alice
            .say(
                "{\"id\":\"%d\",\"type\":\"join_session\",\"sessionId\":\"%s\"}"
                    .formatted(i, rest.createSession("alice")))
            .next("joined");
      }
      alice.say(
          "{\"id\":\"x\",\"type\":\"join_session\",\"sessionId\":\"%s\"}"
              .formatted(Gateway.unknownSession()));
      assertThat(alice.next("error").get("code").stringValue()).isEqualTo("too_many_sessions");
    }
  }

  @Test
  void offersNoCompression() throws IOException {
    URI address = URI.create("http://" + gateway.authority());
    try (Socket raw = new Socket(address.getHost(), address.getPort())) {
      String handshake =
          """
          GET /chat/socket HTTP/1.1
          Host: %s
          Upgrade: websocket
          Connection: Upgrade
          Sec-WebSocket-Version: 13
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
          Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits

          """
              .formatted(gateway.authority())
              .replace("\n", "\r\n");
      raw.getOutputStream().write(handshake.getBytes(US_ASCII));
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(raw.getInputStream(), US_ASCII));
      List<String> head = new ArrayList<>();
      for (String line = answer.readLine(); !"".equals(line); line = answer.readLine()) {
        head.add(String.valueOf(line).toLowerCase(Locale.ROOT));
      }
      assertThat(head.getFirst()).contains("101");
      assertThat(head).noneMatch(line -> line.startsWith("sec-websocket-extensions"));
    }
  }

  @Test
  void stoppingTellsClientsToComeAgain() {
    Gateway other = Gateway.start(Map.of());
    Client client = Client.of(other, "alice");
    client.say("{\"id\":\"p\",\"type\":\"ping\"}").next("pong");
    other.close();
    assertThat(client.closeCode()).isEqualTo(1012);
  }

  @Test
  void idleClientThatAnswersPingsStays() {
    try (Client idle = Client.of(gateway, "alice")) {
      await().until(() -> idle.pings() > PINGS_OF_A_SILENCE + 2 || !idle.isOpen());
      assertThat(idle.isOpen()).isTrue();
    }
  }
}
