package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.RawHttp;
import dev.confab.system.client.RawHttp.Reply;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What fuzzers found, as small as it gets.
@ExtendWith(SharedRun.class)
class FoundByFuzzTest {
  private static final String UPGRADE =
      "Upgrade: websocket§Connection: Upgrade§Sec-WebSocket-Version: 13";
  private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

  private World world;

  @BeforeEach
  void start(Running running) {
    world = new World(running.uri(), "found");
  }

  @Test
  void whatIsNoAddressIsTheLastOfItsConnection() throws IOException {
    try (RawHttp http = world.connect()) {
      http.send("GET /chat/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Reply reply = http.receive();
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.isLast()).as(reply.toString()).isTrue();
      assertThat(http.isAtEnd()).isTrue();
    }
  }

  /// On one connection, since Jetty remembers headers of it.
  @ParameterizedTest
  @ValueSource(strings = {"Authorization: Bearer ", "Cookie: access_token="})
  void tokenInOtherLettersIsAnotherToken(String header) throws IOException {
    String token = world.token();
    int signature = token.lastIndexOf('.') + 1;
    String other = token.substring(0, signature) + otherCase(token.substring(signature));
    try (RawHttp http = world.connect()) {
      assertThat(status(http, header + token)).isEqualTo(200);
      assertThat(status(http, header + other)).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "200 | 'typ':'JWT' | 'jti':'a'",
        "401 | 'crit':[]   | 'jti':'a'",
        "401 | 'crit':null | 'jti':'a'",
        "401 | 'typ':'JWT' | 'nbf':9223372036854775807",
        "401 | 'typ':'JWT' | 'nbf':1e300",
        "401 | 'typ':'JWT' | 'iat':9223372036854775807",
      })
  void tokenIsReadAsItWasWritten(int status, String header, String claim, Running running)
      throws IOException {
    Signer signer = new Signer(running);
    String head = "{'alg':'RS256','kid':'%s',%s}".formatted(signer.keyId(), header);
    String claims =
        "{'iss':'confab-development','aud':'confab','sub':'found','exp':%d,%s}"
            .formatted(Instant.now().getEpochSecond() + 60, claim);
    String token = signer.sign(json(head), json(claims));
    try (RawHttp http = world.connect()) {
      assertThat(status(http, "Authorization: Bearer " + token)).isEqualTo(status);
    }
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }

  private static int status(RawHttp http, String header) throws IOException {
    http.send("GET /chat/sessions HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");
    return http.receive().status();
  }

  private static String otherCase(String text) {
    StringBuilder other = new StringBuilder();
    text.chars()
        .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
        .forEach(other::appendCodePoint);
    return other.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-16", "iso-8859-1", "UTF-8"})
  void charsetThatIsAcceptedChangesNothing(String charset) throws IOException {
    String body = "{\"content\":\"Soup?\"}";
    try (RawHttp http = world.connect()) {
      http.send(
          world.fill(
              """
              POST /chat/sessions/SESSION/messages HTTP/1.1\r
              Host: localhost\r
              Authorization: Bearer TOKEN\r
              Accept: application/json; charset=%s\r
              Content-Type: application/json\r
              Content-Length: %d\r
              \r
              %s\
              """
                  .formatted(charset, body.length(), body)));
      Reply reply = http.receive("POST");
      assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
      assertThat(reply.header("content-type")).isEqualTo("application/json");
    }
  }

  /// Lines of a request are parted by `§`, and `TOKEN` stands for a good one.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "426 | GET /chat/socket HTTP/1.1",
        "426 | GET /chat/socket HTTP/1.1§Upgrade: h2c§Connection: Upgrade§" + KEY,
        "400 | GET /chat/socket HTTP/1.1§Upgrade: websocket§Connection: close§" + KEY,
        "400 | GET /chat/socket HTTP/1.1§Upgrade: websocket§Connection: Upgrade/1§" + KEY,
        "426 | GET /chat/socket HTTP/1.1§Upgrade: x§" + UPGRADE + "§" + KEY,
        "400 | GET /chat/socket HTTP/1.1§Origin: §" + UPGRADE + "§" + KEY,
        "400 | GET /chat/socket HTTP/1.1§Accept-Language: \"x§" + UPGRADE + "§" + KEY,
        "400 | GET /chat/sessions HTTP/1.1§Cookie: access_token=a\tb",
        "400 | GET /chat/socket HTTP/1.1§Cookie: access_token=a\tb§" + UPGRADE + "§" + KEY,
        "400 | DELETE /chat/messages/x HTTP/1.1§Accept-Language: a/b;c=\"x",
        "415 | GET /chat/socket HTTP/1.1§Content-Type: *",
        "400 | GET /actuator/health?sid%00 HTTP/1.1",
        "415 | GET /chat/sessions HTTP/1.1§Content-Type: application/*",
        "415 | GET /chat/sessions HTTP/1.1§Content-Type: application/json;charset=\"x",
        "415 | POST /chat/sessions HTTP/1.1§Content-Type: application/json;charset=\"x",
        "406 | GET / HTTP/1.1§Accept: application/json",
        "406 | HEAD / HTTP/1.1§Accept: x/y",
        "406 | GET / HTTP/1.1§Accept: a/b/c",
        "406 | GET /actuator/health HTTP/1.1§Accept: ,application/json",
        "412 | GET /status HTTP/1.1§If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
        "404 | GET /actuator/health/nothing HTTP/1.1",
        "415 | POST /chat/sessions HTTP/1.1§Content-Type: */*",
        "415 | POST /dev/tokens HTTP/1.1§Content-Type: a b",
        "426 | GET /chat/socket HTTP/1.0§" + UPGRADE + "§" + KEY,
        "426 | GET /chat/socket HTTP/1.1§Upgrade: websocket§Connection: Upgrade§" + KEY,
        "426 | GET /chat/socket HTTP/1.1§" + UPGRADE + "§Sec-WebSocket-Version: 8§" + KEY,
        "400 | GET /chat/socket HTTP/1.1§" + UPGRADE,
        "400 | GET /chat/socket HTTP/1.1§" + UPGRADE + "§Sec-WebSocket-Key: x",
        "405 | POST /chat/socket HTTP/1.1§" + UPGRADE + "§" + KEY,
        "426 | GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
      })
  void isRefusedInTheKnownForm(int status, String lines) throws IOException {
    try (RawHttp http = world.connect()) {
      String method = lines.substring(0, lines.indexOf(' '));
      http.send(world.fill(lines).replace("§", "\r\n") + "\r\nHost: localhost\r\n\r\n");
      Reply reply = http.receive(method);
      assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
      HttpJudge.judge(method, reply);
    }
  }
}
