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
