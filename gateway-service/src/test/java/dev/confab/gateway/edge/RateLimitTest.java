package dev.confab.gateway.edge;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  @SuppressWarnings("NullAway.Init")
  private static Gateway gateway;

  @SuppressWarnings("NullAway.Init")
  private static Rest rest;

  @BeforeAll
  static void start() {
    gateway =
        Gateway.start(
            Map.of(
                "confab.gateway.rates.connections-per-user", "2",
                "confab.gateway.rates.connections-per-address", "4",
                "confab.gateway.rates.joins-per-second", "1",
                "confab.gateway.rates.joins-burst", "2",
                "confab.user.requests-per-second", "1",
                "confab.user.requests-burst", "100"));
    rest = new Rest(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static double refused(String limit) {
    return gateway.count("confab.gateway.refused", "limit", limit);
  }

  private static void nobodyIsHere() {
    await().until(() -> gateway.sockets() == 0);
  }

  @Test
  void userHasSoManyConnectionsAndNoMore() {
    nobodyIsHere();
    try (Client first = Client.of(gateway, "alice");
        Client second = Client.open(gateway)) {
      String authenticate =
          "{\"id\":\"a\",\"type\":\"authenticate\",\"token\":\"%s\"}"
              .formatted(Gateway.token("alice"));
      second.say(authenticate).next("authenticated");
      // A refreshed token is not one more.
      second.say(authenticate).next("authenticated");
      assertThat(Client.of(gateway, "alice").closeCode()).isEqualTo(4409);
      assertThat(Client.open(gateway).say(authenticate).closeCode()).isEqualTo(4409);
      first.say("{\"id\":\"p\",\"type\":\"ping\"}").next("pong");
      assertThat(refused("user_connections")).isEqualTo(2);
    }
    nobodyIsHere();
    try (Client again = Client.of(gateway, "alice")) {
      again.say("{\"id\":\"p\",\"type\":\"ping\"}").next("pong");
    }
  }

  @Test
  void addressHasSoManyConnectionsAndNoMore() {
    nobodyIsHere();
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(Client.of(gateway, "user" + i));
    }
    await().until(() -> gateway.sockets() == 4);
    assertThat(Client.of(gateway, "user4").closeCode()).isEqualTo(4409);
    assertThat(refused("address_connections")).isEqualTo(1);
    clients.forEach(Client::close);
  }

  @Test
  void tooManyFramesAreRefusedAndTheSocketStaysOpen() {
    nobodyIsHere();
    try (Client client = Client.of(gateway, "bob")) {
      for (int i = 0; i < 110; i++) {
        client.say("{\"id\":\"p\",\"type\":\"ping\"}");
      }
      assertThat(client.next("error").toString())
          .contains("\"code\":\"rate_limited\"", "\"retryable\":true", "\"id\":\"p\"");
      await()
          .until(() -> client.say("{\"id\":\"p\",\"type\":\"ping\"}").next().contains("\"pong\""));
      assertThat(client.isOpen()).isTrue();
      assertThat(gateway.count("confab.user.refused", "limit", "requests")).isPositive();
    }
  }

  @Test
  void userHasOneBudgetOverAllHisSocketsAndWrongFramesCountToo() {
    nobodyIsHere();
    try (Client first = Client.of(gateway, "fred");
        Client second = Client.of(gateway, "fred")) {
      for (int i = 0; i < 55; i++) {
        first.say("{\"id\":\"p\",\"type\":\"ping\"}");
        second.say("{\"id\":\"p\",\"type\":\"nonsense\"}");
      }
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < 55; i++) {
        answers.add(first.next());
        answers.add(second.next());
      }
      assertThat(answers)
          .filteredOn(answer -> answer.contains("\"rate_limited\""))
          .hasSizeBetween(1, 10);
    }
  }

  @Test
  void tooManyJoinsAreRefused() {
    nobodyIsHere();
    String session = rest.createSession("carol");
    try (Client client = Client.of(gateway, "carol")) {
      for (int i = 0; i < 4; i++) {
        client.say(
            "{\"id\":\"%d\",\"type\":\"join_session\",\"sessionId\":\"%s\"}".formatted(i, session));
      }
      assertThat(IntStream.range(0, 4).mapToObj(i -> client.next()))
          .filteredOn(frame -> frame.contains("\"rate_limited\""))
          .hasSizeBetween(1, 2);
      assertThat(refused("joins")).isPositive();
    }
  }

  @Test
  void sessionCountsWithItsMembers() {
    String members = IntStream.range(0, 60).mapToObj(i -> "\"m" + i + "\"").collect(joining(","));
    String body = "{\"members\":[" + members + "]}";
    assertThat(rest.call("frank", "POST", "/chat/sessions", body).status()).isEqualTo(201);
    assertThat(rest.call("frank", "POST", "/chat/sessions", body).status()).isEqualTo(429);
  }

  @Test
  void tooManyWritesAreRefusedWithATimeToWait() {
    String session = rest.createSession("dave");
    String messages =
        IntStream.range(0, 99)
            .mapToObj(i -> "{\"content\":\"x\"}")
            .collect(Collectors.joining(","));
    String path = "/chat/sessions/" + session + "/messages";
    var batch =
        rest.call("dave", "POST", path + "/batch", "{\"messages\":[%s]}".formatted(messages));
    assertThat(batch.status()).isEqualTo(201);
    double before = gateway.count("confab.user.refused", "limit", "requests");
    var refused =
        rest.call("dave", "POST", path + "/batch", "{\"messages\":[%s]}".formatted(messages));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.body().get("code").stringValue()).isEqualTo("rate_limited");
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
    assertThat(gateway.count("confab.user.refused", "limit", "requests")).isEqualTo(before + 1);
    assertThat(rest.createSession("erin")).isNotEmpty();
  }
}
