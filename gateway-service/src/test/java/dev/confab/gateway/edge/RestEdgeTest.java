package dev.confab.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestEdgeTest {
  @SuppressWarnings("NullAway.Init")
  private static Gateway gateway;

  @SuppressWarnings("NullAway.Init")
  private static Rest rest;

  @BeforeAll
  static void start() {
    gateway = Gateway.start(Map.of("confab.gateway.deadline", "3s"));
    rest = new Rest(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void createsASessionOnceForAKey() {
    var first =
        rest.call("alice", "POST", "/chat/sessions", "{\"title\":\"t\"}", "Idempotency-Key", "k");
    var again =
        rest.call("alice", "POST", "/chat/sessions", "{\"title\":\"t\"}", "Idempotency-Key", "k");
    var other =
        rest.call("bob", "POST", "/chat/sessions", "{\"title\":\"t\"}", "Idempotency-Key", "k");

    assertThat(first.status()).isEqualTo(201);
    String id = first.body().get("id").stringValue();
    assertThat(first.headers().firstValue("Location")).contains("/chat/sessions/" + id);
    assertThat(id.charAt(14)).isEqualTo('7');
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body().get("id").stringValue()).isEqualTo(id);
    assertThat(other.body().get("id").stringValue()).isNotEqualTo(id);
  }

  @Test
  void sendsAMessageOnceForAKey() {
    String path = "/chat/sessions/" + rest.createSession("alice") + "/messages";
    var first = rest.call("alice", "POST", path, "{\"content\":\"hi\",\"clientId\":\"k\"}");
    var again = rest.call("alice", "POST", path, "{\"content\":\"hi\"}", "Idempotency-Key", "k");

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.body().get("seq").longValue()).isEqualTo(2);
    assertThat(first.body().get("clientId").stringValue()).isEqualTo("k");
    assertThat(first.headers().firstValue("Location"))
        .contains("/chat/messages/" + first.body().get("id").stringValue());
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void writesNothingForWhoDoesNotAcceptTheAnswer() {
    String path = "/chat/sessions/" + rest.createSession("alice") + "/messages";
    String content = "{\"content\":\"hi\"}";

    var refused = rest.call("alice", "POST", path, content, "Accept", "application/xml");
    var taken = rest.call("alice", "POST", path, content);

    assertThat(refused.status()).isEqualTo(406);
    assertThat(taken.body().get("seq").longValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1E-400", "1.50", "-0", "12345678901234567890.5", "[1e400]"})
  void keepsNumbersOfMetadataAsTheyWereWritten(String number) {
    String path = "/chat/sessions/" + rest.createSession("alice") + "/messages";
    String metadata = "{\"n\":" + number + "}";

    String answer =
        rest.call("alice", "POST", path, "{\"content\":\"x\",\"metadata\":" + metadata + "}")
            .text();

    assertThat(answer).contains("\"metadata\":" + metadata);
  }

  @Test
  void batchAnswersInOrderWithAKeyForEach() {
    String path = "/chat/sessions/" + rest.createSession("alice") + "/messages/batch";
    var answer =
        rest.call(
            "alice",
            "POST",
            path,
            "{\"messages\":[{\"content\":\"a\"},{\"content\":\"b\",\"clientId\":\"own\"}]}",
            "Idempotency-Key",
            "k");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body().at("/items/0/seq").longValue()).isEqualTo(2);
    assertThat(answer.body().at("/items/0/clientId").stringValue()).isEqualTo("k#0");
    assertThat(answer.body().at("/items/1/seq").longValue()).isEqualTo(3);
    assertThat(answer.body().at("/items/1/clientId").stringValue()).isEqualTo("own");
  }

  @Test
  void otherWritesAnswerWithoutContent() {
    String session = "/chat/sessions/" + rest.createSession("alice");
    assertThat(rest.call("alice", "PUT", session + "/members/bob", null).status()).isEqualTo(204);
    assertThat(rest.call("alice", "DELETE", session + "/members/bob", null).status())
        .isEqualTo(204);
    assertThat(rest.call("alice", "DELETE", session + "/messages", null).status()).isEqualTo(204);
    assertThat(rest.call("alice", "PATCH", session, "{\"title\":\"n\"}").status()).isEqualTo(200);
    assertThat(rest.call("alice", "DELETE", session, null).status()).isEqualTo(204);
    var gone = rest.call("alice", "PATCH", session, "{\"title\":\"n\"}");
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.body().get("code").stringValue()).isEqualTo("session_not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|/chat/sessions|{\"title\":1}|title",
        "POST|/chat/sessions|{\"members\":[\"a b\"]}|members[0]",
        "POST|/chat/sessions|{\"members\":\"a\"}|members",
        "POST|/chat/sessions|{\"metadata\":[]}|metadata",
        "PATCH|/chat/sessions/a%20b|{}|sid",
        "POST|/chat/sessions/s/messages|{}|content",
        "POST|/chat/sessions/s/messages|{\"content\":\"\"}|content",
        "POST|/chat/sessions/s/messages|{\"content\":7}|content",
        "POST|/chat/sessions/s/messages|{\"content\":\"x\",\"role\":\"boss\"}|role",
        "POST|/chat/sessions/s/messages|{\"content\":\"x\",\"clientId\":\"a#1\"}|clientId",
        "POST|/chat/sessions/s/messages/batch|{\"messages\":[]}|messages",
        "POST|/chat/sessions/s/messages/batch|{\"messages\":[{}]}|messages[0].content",
        "PUT|/chat/messages/nodot|{\"content\":\"x\"}|mid",
        "DELETE|/chat/messages/s.0||mid",
        "PUT|/chat/sessions/s/members/a%20b||user"
      })
  void wrongFieldIsNamed(String method, String path, String body, String field) {
    var answer = rest.call("alice", method, path, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("code").stringValue()).isEqualTo("invalid");
    assertThat(answer.body().at("/violations/0/field").stringValue()).isEqualTo(field);
  }

  @Test
  void badRequestsAreProblems() {
    var broken = rest.call("alice", "POST", "/chat/sessions", "{");
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.body().get("code").stringValue()).isEqualTo("bad_frame");
    var large = rest.call("alice", "POST", "/chat/sessions", "x".repeat(4_200_000));
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.headers().firstValue("Content-Type")).contains("application/problem+json");
    var key = rest.call("alice", "POST", "/chat/sessions", "{}", "Idempotency-Key", "a b");
    assertThat(key.body().at("/violations/0/field").stringValue()).isEqualTo("Idempotency-Key");
    var nowhere = rest.call("alice", "GET", "/chat/nowhere", null);
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  /// These never get to a servlet.
  @ParameterizedTest
  @CsvSource({"/chat/sessions/%00, 400", "/chat/sessions/a%2Fb, 400", "/chat/sessions/%FF, 400"})
  void whatJettyRefusesIsAProblem(String path, int status) {
    var answer = rest.call("alice", "DELETE", path, null);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body().get("code").stringValue()).isEqualTo("bad_frame");
  }

  @Test
  void tokenOf32KilobytesFitsIntoTheHeaders() {
    var answer =
        rest.call("alice", "DELETE", "/chat/sessions/s", null, "X-Long", "x".repeat(32_768));

    assertThat(answer.status()).isNotEqualTo(431);
  }

  @Test
  void headersThatAreTooLongAreAProblem() {
    var answer =
        rest.call("alice", "DELETE", "/chat/sessions/s", null, "X-Long", "x".repeat(50_000));

    assertThat(answer.status()).isEqualTo(431);
    assertThat(answer.body().get("code").stringValue()).isEqualTo("bad_frame");
  }

  @Test
  void noVerdictInTimeIsUnavailable() {
    gateway.shard().fallSilent(true);
    try {
      var answer = rest.call("alice", "POST", "/chat/sessions", "{}");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body().get("code").stringValue()).isEqualTo("unavailable");
      assertThat(answer.body().get("retryable").booleanValue()).isTrue();
    } finally {
      gateway.shard().fallSilent(false);
    }
  }
}
