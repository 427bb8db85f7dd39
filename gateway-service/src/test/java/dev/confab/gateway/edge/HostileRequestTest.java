package dev.confab.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests that no client of ours makes, over plain TCP.
class HostileRequestTest {
  private static final String SOCKET =
      "GET /chat/socket HTTP/1.1\nHost: HERE\nUpgrade: websocket\nConnection: Upgrade\n";

  private static final List<String> REQUESTS_OF_STRANGERS =
      List.of(
          "GET /chat/sessions HTTP/1.1\nHost: a:b",
          "GET /chat/sessions HTTP/1.1\nHost: [",
          "GET /chat/sessions HTTP/1.1\nHost: a b",
          "GET /chat/sessions HTTP/1.1\nHost: ",
          "GET /chat/sessions HTTP/1.1\nHost: evil.test:99999",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nHost: evil.test",
          "GET /chat/sessions HTTP/1.1\nX-No-Host: 1",
          "GET http://[/ HTTP/1.1\nHost: HERE",
          "GET http://a:b/ HTTP/1.1\nHost: HERE",
          "GET http://evil.test/chat/sessions HTTP/1.1\nHost: HERE",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nOrigin: http://a:b",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nOrigin: http://[",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nOrigin: ://",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nOrigin: http://%zz",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nReferer: http://a:b",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nCookie: access_token=\"; a=b\\",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nCookie: =; ;;=\u0001",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nAuthorization: Bearer \u00ff",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nAuthorization: Basic !",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nAccept: ;q=x, a/",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nAccept-Language: -;q=x",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nRange: bytes=9-1",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nIf-Modified-Since: never",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nExpect: nothing",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nContent-Length: -1",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nTransfer-Encoding: x",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\ntraceparent: 00-zz",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\n: none",
          "GET /chat/sessions HTTP/1.1\nHost: HERE\nno colon",
          "GET /chat/sessions HTTP/9.9\nHost: HERE",
          "GET /chat/../actuator HTTP/1.1\nHost: HERE",
          "GET //chat/sessions HTTP/1.1\nHost: HERE",
          "GET /chat;a=b/sessions HTTP/1.1\nHost: HERE",
          "GET /chat/%2e%2e/x HTTP/1.1\nHost: HERE",
          "GET /chat/%00 HTTP/1.1\nHost: HERE",
          "GET /chat/%ff HTTP/1.1\nHost: HERE",
          "GET /chat/% HTTP/1.1\nHost: HERE",
          "GET /chat/sessions?%zz=% HTTP/1.1\nHost: HERE",
          "GET /nothing HTTP/1.1\nHost: HERE",
          "PATCH /actuator/health HTTP/1.1\nHost: HERE",
          "TRACE /chat/sessions HTTP/1.1\nHost: HERE",
          "CONNECT evil.test:1 HTTP/1.1\nHost: HERE",
          "OPTIONS * HTTP/1.1\nHost: HERE",
          "NONE /chat/sessions HTTP/1.1\nHost: HERE",
          "G@T /chat/sessions HTTP/1.1\nHost: HERE",
          "\u0016\u0003\u0001 HTTP/1.1\nHost: HERE",
          "POST /chat/socket HTTP/1.1\nHost: HERE\nContent-Length: 0",
          "GET /socket.io/?EIO=x&transport=y HTTP/1.1\nHost: HERE",
          "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\nHost: HERE",
          SOCKET + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: short",
          SOCKET + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: \u0001",
          SOCKET + "Sec-WebSocket-Version: 7\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          SOCKET + "Sec-WebSocket-Version: x\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          SOCKET + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          SOCKET
              + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n"
              + "Sec-WebSocket-Protocol: ,;=",
          SOCKET
              + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n"
              + "Sec-WebSocket-Extensions: ;;=,x;\"",
          SOCKET
              + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n"
              + "Origin: http://a:b");

  @SuppressWarnings("NullAway.Init")
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        Gateway.start(
            Map.of(
                "confab.http.body-patience", "1s",
                "confab.http.requests-per-user", "2"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GET /chat/socket; Origin: http://a:b; 400",
        "GET /chat/sessions; Origin: http://a:b; 400",
        "GET /chat/sessions; Origin: http://[; 405",
        "GET /chat/sessions?x=|; X-None: 1; 400",
        "GET /chat/socket?x=|; X-None: 1; 400",
        "POST /chat/sessions; Content-Type: multipart/form-data; 415",
        "POST /chat/sessions; Content-Type: x; 415",
        "PATCH /chat/sessions/s; Content-Type: application/x-www-form-urlencoded; 415"
      })
  void isRefusedAsTheCallersFault(String line, String header, String status) throws IOException {
    try (Socket tcp = open()) {
      say(tcp, head("alice", line, header, "Content-Length: 3") + "--b");

      assertThat(status(tcp)).isEqualTo(status);
    }
  }

  /// Of each kind many, which would push out of the log what matters.
  @Test
  void strangersDoNotFillTheLog() throws IOException {
    Lines lines = Lines.listen();
    int asked = 0;
    for (int i = 0; i < 20; i++) {
      for (String request : REQUESTS_OF_STRANGERS) {
        try (Socket tcp = open()) {
          say(tcp, request.replace("\n", "\r\n").replace("HERE", gateway.authority()) + "\r\n\r\n");
          assertThat(status(tcp)).as(request).matches("[24]\\d\\d|101|505|501");
          asked++;
        }
      }
    }
    assertThat(lines.end()).as("lines for %d requests", asked).isEmpty();
  }

  @Test
  void whatAsksForTwoUpgradesGetsNone() throws IOException {
    try (Socket tcp = open()) {
      say(
          tcp,
          head(
              "alice",
              "GET /chat/socket",
              "Upgrade: websocket",
              "Upgrade: h2c",
              "Connection: Upgrade",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));

      assertThat(status(tcp)).isEqualTo("426");
    }
  }

  @Test
  void bodyThatEndsEarlyIsNoFaultOfOurs() throws IOException {
    try (Socket tcp = open()) {
      say(
          tcp,
          head(
                  "alice",
                  "POST /chat/sessions",
                  "Content-Type: application/json",
                  "Content-Length: 9")
              + "{}");
      tcp.shutdownOutput();

      assertThat(status(tcp)).isEqualTo("400");
    }
  }

  @Test
  void bodyThatTricklesIsGivenUp() throws IOException {
    try (Socket tcp = open()) {
      say(
          tcp,
          head(
              "bob",
              "POST /chat/sessions",
              "Content-Type: application/json",
              "Content-Length: 200000"));

      await()
          .until(() -> {
            say(tcp, " ");
            return tcp.getInputStream().available() > 0;
          });
      assertThat(status(tcp)).isEqualTo("408");
    }
  }

  @Test
  void oneUserHasSoManyRequestsInProgressAndNoMore() throws IOException {
    List<Socket> begun = new ArrayList<>();
    try {
      await()
          .until(() -> {
            Socket tcp = open();
            begun.add(tcp);
            say(
                tcp,
                head(
                    "carol",
                    "POST /chat/sessions",
                    "Content-Type: application/json",
                    "Content-Length: 2"));
            return gateway.count("confab.user.refused", "limit", "in_progress") > 0;
          });
      assertThat(new Rest(gateway).createSession("dave")).isNotEmpty();
    } finally {
      for (Socket tcp : begun) {
        tcp.close();
      }
    }
    await().until(() -> new Rest(gateway).call("carol", "GET", "/chat/x", null).status() == 404);
  }

  private static Socket open() throws IOException {
    URI address = URI.create("http://" + gateway.authority());
    return new Socket(address.getHost(), address.getPort());
  }

  private static String head(String user, String line, String... headers) {
    return "%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
        .formatted(line, gateway.authority(), Gateway.token(user), String.join("\r\n", headers));
  }

  private static void say(Socket tcp, String text) throws IOException {
    tcp.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String status(Socket tcp) throws IOException {
    String start = new String(tcp.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    return start.substring("HTTP/1.1 ".length());
  }
}
