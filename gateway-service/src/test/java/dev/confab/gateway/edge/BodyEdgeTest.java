package dev.confab.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyEdgeTest {
  @SuppressWarnings("NullAway.Init")
  private static Gateway gateway;

  @SuppressWarnings("NullAway.Init")
  private static Rest rest;

  @BeforeAll
  static void start() {
    gateway =
        Gateway.start(
            Map.of(
                "confab.memory.bodies", "4MB",
                "confab.http.slow-bodies-of-user", "2",
                "confab.gateway.batch-bytes", "1MB",
                "confab.user.bytes-per-second", "1B",
                "confab.user.bytes-burst", "1MB"));
    rest = new Rest(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void nothingIsHeld() {
    await().until(() -> gateway.bodies() == 0);
  }

  private static String list(String element, int count) {
    return "[" + element + ("," + element).repeat(count - 1) + "]";
  }

  @Test
  void listThatIsTooLongIsOneViolation() {
    var answer =
        rest.call(
            "alice", "POST", "/chat/sessions", "{\"members\":%s}".formatted(list("1", 20_000)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("violations").size()).isEqualTo(1);
    assertThat(answer.body().get("violations").get(0).get("field").stringValue())
        .isEqualTo("members");
  }

  @Test
  void noMoreThanTwentyViolationsAreTold() {
    var members =
        rest.call("alice", "POST", "/chat/sessions", "{\"members\":%s}".formatted(list("1", 500)));
    var batch =
        rest.call(
            "alice",
            "POST",
            "/chat/sessions/s/messages/batch",
            "{\"messages\":%s}".formatted(list("{\"role\":1,\"metadata\":1}", 100)));

    assertThat(members.body().get("violations").size()).isEqualTo(20);
    assertThat(batch.body().get("violations").size()).isEqualTo(20);
  }

  /// The body never comes: who waits for it would wait long.
  @ParameterizedTest
  @CsvSource({"/chat/sessions, 262145, 413", "/chat/sessions/s/messages/batch, 1048577, 413"})
  void isRefusedBeforeTheBodyIsRead(String path, long length, int status) throws IOException {
    assertThat(announce("bob", path, length)).startsWith("HTTP/1.1 " + status + " ");
  }

  /// An address that ends as that of a batch does.
  @Test
  void onlyABatchMayBeAsLargeAsOne() throws IOException {
    assertThat(announce("erin", "PUT", "/chat/messages/batch", 262_145)).isEqualTo("HTTP/1.1 413 ");
    for (String path :
        List.of(
            "/chat/sessions/s/messages/batch/",
            "/chat/sessions/s/messages/batch;x=1",
            "/chat/sessions/s/messages%2fbatch",
            "/chat/sessions/s/messages/x/messages/batch")) {
      assertThat(announce("erin", "POST", path, 262_145)).as(path).matches("HTTP/1.1 4\\d\\d ");
    }
  }

  @Test
  void isRefusedBeforeTheBodyIsReadIfTheUserHasSentTooMuch() throws IOException {
    String path = "/chat/sessions/s/messages/batch";
    rest.call("dave", "POST", path, "{\"x\":\"%s\"}".formatted("x".repeat(1_000_000)));

    assertThat(announce("dave", path, 1_048_576)).startsWith("HTTP/1.1 429 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"confab.user.bytes-burst", "confab.memory.bodies"})
  void doesNotStartIfTheLargestBodyCouldNeverBeTaken(String property) {
    assertThatThrownBy(() -> Gateway.start(Map.of(property, "4194303B")))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(property)
        .hasMessageContaining("4194304 bytes");
  }

  @Test
  void bodiesOfAllHaveOneBudget() {
    // 150 KB, and 4 MB once they are parsed.
    String fat = "{\"title\":\"t\",\"x\":%s}".formatted(list("{}", 50_000));

    assertThat(rest.call("carol", "POST", "/chat/sessions", fat).status()).isEqualTo(413);
    assertThat(rest.createSession("carol")).isNotEmpty();
  }

  @Test
  void oneUsersSlowBodiesHoldFewThreadsAndLittleMemory() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        slow.add(begin("dave", "/chat/sessions", 200_000));
      }
      await().until(() -> announce("dave", "/chat/sessions", 10).startsWith("HTTP/1.1 429 "));
      assertThat(gateway.bodies()).isLessThan(30_000);
      assertThat(rest.createSession("erin")).isNotEmpty();
    } finally {
      for (Socket tcp : slow) {
        tcp.close();
      }
    }
  }

  private static String announce(String user, String path, long length) throws IOException {
    return announce(user, "POST", path, length);
  }

  private static String announce(String user, String method, String path, long length)
      throws IOException {
    try (Socket tcp = begin(user, method, path, length)) {
      byte[] line = tcp.getInputStream().readNBytes(13);
      return new String(line, StandardCharsets.US_ASCII);
    }
  }

  private static Socket begin(String user, String path, long length) throws IOException {
    return begin(user, "POST", path, length);
  }

  private static Socket begin(String user, String method, String path, long length)
      throws IOException {
    URI address = URI.create("http://" + gateway.authority());
    Socket tcp = new Socket(address.getHost(), address.getPort());
    String head =
        "%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
            .formatted(method, path, gateway.authority(), Gateway.token(user));
    head += "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(length);
    tcp.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return tcp;
  }
}
