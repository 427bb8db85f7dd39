package dev.confab.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Requests without a good token, of which there are too many.
class RefusalPaceTest {
  private static final Map<String, Object> FEW =
      Map.of(
          "confab.http.refusals-per-second", "1",
          "confab.http.refusals-burst", "1",
          "confab.http.refusals-pause", "1ms");

  private final List<Socket> open = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket tcp : open) {
      tcp.close();
    }
  }

  @Test
  void endsInSilenceWhereItWouldBeAnsweredTooLateAndIsNoSlowClient() throws IOException {
    try (Gateway gateway = Gateway.start(FEW)) {
      Lines lines = Lines.listen();
      for (String request :
          List.of(request("/chat/sessions"), "G\u0001T / HTTP/9.9\r\n: \r\n\r\n")) {
        await().until(() -> isEnded(say(gateway, request)));
      }

      assertThat(gateway.count("confab.http.refused", "limit", "address_refusals")).isPositive();
      assertThat(gateway.count("confab.http.refused", "limit", "slow_answers")).isZero();
      assertThat(lines.end()).isEmpty();
    }
  }

  /// Every kind of refusal, and none of those who are known.
  @Test
  void whoIsKnownIsNotPacedAndWhoeverIsNotIs() throws IOException {
    try (Gateway gateway = Gateway.start(FEW)) {
      Rest rest = new Rest(gateway);
      for (int i = 0; i < 20; i++) {
        assertThat(rest.call("alice", "GET", "/chat/nothing", null).status()).isEqualTo(404);
        assertThat(rest.call("alice", "POST", "/chat/sessions", "[]").status()).isEqualTo(400);
      }
      assertThat(gateway.count("confab.http.refused", "limit", "address_refusals")).isZero();

      double before = 0;
      for (String path : List.of("/nothing", "/chat/socket", "/chat/sessions", "/chat/%2e%2e/x")) {
        double last = before;
        await(path)
            .until(() -> {
              ask(gateway, path);
              return gateway.count("confab.http.refused", "limit", "address_refusals") > last;
            });
        before = gateway.count("confab.http.refused", "limit", "address_refusals");
      }
    }
  }

  /// A proxy has one address for all, and takes a server for dead that closes before it answers.
  @Test
  void nobodyIsPacedBehindAProxy() throws IOException {
    try (Gateway gateway =
        Gateway.start(
            Map.of(
                "confab.http.refusals-per-second", "1",
                "confab.http.refusals-burst", "1",
                "server.forward-headers-strategy", "native"))) {
      for (int i = 0; i < 50; i++) {
        assertThat(status(ask(gateway, "/chat/sessions"))).isEqualTo("401");
      }
      assertThat(gateway.count("confab.http.refused", "limit", "address_refusals")).isZero();
    }
  }

  private Socket ask(Gateway gateway, String path) throws IOException {
    return say(gateway, request(path));
  }

  private static String request(String path) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
  }

  private Socket say(Gateway gateway, String request) throws IOException {
    int port = URI.create("http://" + gateway.authority()).getPort();
    InetAddress from = InetAddress.ofLiteral("127.0.0.9");
    Socket tcp = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
    tcp.setSoTimeout(20_000);
    open.add(tcp);
    tcp.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return tcp;
  }

  /// Whether the answer is the connection's end.
  private static boolean isEnded(Socket tcp) {
    try {
      return tcp.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private static String status(Socket tcp) throws IOException {
    String start = new String(tcp.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    return start.substring("HTTP/1.1 ".length());
  }
}
