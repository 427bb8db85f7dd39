package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Chat;
import dev.confab.system.client.RawHttp;
import dev.confab.system.client.RawHttp.Reply;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that are answered before their body has come: the answer says whether the connection
/// goes on, and it does.
@ExtendWith(SharedRun.class)
class UnreadBodyTest {
  private static final Map<String, String> BODIES =
      Map.of(
          "small", "Content-Length: 20\r\n\r\n" + "x".repeat(20),
          "large", "Content-Length: 200000\r\n\r\n" + "x".repeat(200_000),
          "in small chunks",
              "Transfer-Encoding: chunked\r\n\r\n" + "5\r\nxxxxx\r\n".repeat(20) + "0\r\n\r\n",
          "in large chunks",
              "Transfer-Encoding: chunked\r\n\r\n"
                  + ("2710\r\n" + "x".repeat(10_000) + "\r\n").repeat(20)
                  + "0\r\n\r\n");

  private User alice;
  private String session;

  /// What is answered without a look at the body: of gateways, of histories and of what stands
  /// before both.
  static Stream<Arguments> requests() {
    String json = "Content-Type: application/json";
    String plain = "Content-Type: text/plain";
    String form = "Content-Type: application/x-www-form-urlencoded";
    return Stream.of(
            Arguments.of(401, "POST /chat/sessions", "Authorization: Bearer x"),
            Arguments.of(401, "GET /chat/sessions", "Authorization: Bearer x"),
            Arguments.of(401, "POST /chat/sessions", "Authorization: Basic x"),
            Arguments.of(404, "POST /chat/nothing", json),
            Arguments.of(404, "GET /chat/sessions/nowhere", json),
            Arguments.of(404, "POST /nothing", json),
            Arguments.of(405, "PUT /chat/sessions", json),
            Arguments.of(405, "POST /chat/sessions/SESSION/messages/recent", json),
            Arguments.of(415, "POST /chat/sessions/SESSION/messages/batch", plain),
            Arguments.of(415, "POST /chat/sessions", form),
            Arguments.of(415, "POST /socket.io/?EIO=4&transport=polling", form),
            Arguments.of(415, "POST /actuator/health", "Content-Type: multipart/form-data"),
            Arguments.of(400, "GET /chat/sessions?limit=x", json),
            Arguments.of(400, "POST /chat/sessions?x=|", json),
            Arguments.of(400, "POST /chat/sessions", "Origin: http://a:b"),
            Arguments.of(400, "POST /chat/..%2fsessions", json),
            Arguments.of(426, "GET /chat/socket", json),
            Arguments.of(400, "POST /socket.io/?EIO=4&transport=polling", json),
            Arguments.of(405, "POST /actuator/health", json),
            Arguments.of(200, "GET /chat/sessions", json),
            Arguments.of(200, "GET /actuator/health/readiness", json),
            Arguments.of(204, "DELETE /chat/sessions/SESSION", json),
            Arguments.of(204, "PUT /chat/sessions/SESSION/members/bob", json))
        .flatMap(row ->
            BODIES.keySet().stream()
                .sorted()
                .map(body -> Arguments.of(row.get()[0], row.get()[1], row.get()[2], body)));
  }

  @BeforeEach
  void start(Running running) {
    alice = new Chat(running).user("alice");
    session = alice.createSession();
    alice.get("/chat/sessions/" + session + "?minSeq=1").require(200);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void answerSaysWhetherTheConnectionGoesOn(int status, String line, String header, String body)
      throws IOException {
    try (RawHttp http = new RawHttp(alice.chat().uri())) {
      String framing = Objects.requireNonNull(BODIES.get(body));
      int end = framing.indexOf("\r\n\r\n") + 4;
      http.send(head(line, header) + framing.substring(0, end));
      Reply reply = http.receive();
      assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
      http.send(framing.substring(end));
      if (reply.isLast()) {
        http.endOutput();
        assertThat(http.isAtEnd()).isTrue();
      } else {
        http.send(head("GET /chat/sessions", "X-None: 1") + "\r\n");
        assertThat(http.receive().status()).isEqualTo(200);
      }
    }
  }

  private String head(String line, String header) {
    String token =
        header.startsWith("Authorization") ? "" : "Authorization: Bearer " + alice.token() + "\r\n";
    return line.replace("SESSION", session)
        + " HTTP/1.1\r\nHost: localhost\r\n"
        + token
        + header
        + "\r\n";
  }
}
