package dev.confab.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bodies that have not come, or not all of them, when it is decided that they will not be read:
/// the answer says that the connection ends.
class UnreadBodyTest {
  private static final String PATH = "/chat/sessions";

  private final List<Socket> open = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway =
        Gateway.start(
            Map.of(
                "confab.http.body-patience", "2s",
                "confab.http.slow-bodies-of-user", "1",
                "confab.http.slow-bodies", "2"));
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket tcp : open) {
      tcp.close();
    }
    gateway.close();
  }

  @Test
  void tooLargeOneIsTheLast() throws IOException {
    assertThat(announce("alice", 262_145)).isEqualTo("413 close");
  }

  @Test
  void oneTooManyIsTheLastOfItsConnection() {
    begin("alice", 200_000);
    await().until(() -> announce("alice", 10).equals("429 close"));
    begin("bob", 200_000);
    await().until(() -> announce("carol", 10).equals("503 close"));
  }

  @Test
  void lateOneIsTheLast() {
    Socket tcp = begin("alice", 200_000);
    await()
        .until(() -> {
          tcp.getOutputStream().write(' ');
          return tcp.getInputStream().available() > 0;
        });
    assertThat(answer(tcp)).isEqualTo("408 close");
  }

  private String announce(String user, int length) {
    return answer(begin(user, length));
  }

  /// The status, and what is said of the connection.
  private static String answer(Socket tcp) {
    try {
      var in =
          new BufferedReader(
              new InputStreamReader(tcp.getInputStream(), StandardCharsets.US_ASCII));
      String status = in.readLine().substring(9, 12);
      String connection = "";
      for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
        if (line.startsWith("Connection: ")) {
          connection = line.substring("Connection:".length());
        }
      }
      return status + connection;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Socket begin(String user, int length) {
    URI address = URI.create("http://" + gateway.authority());
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n"
            .formatted(PATH, gateway.authority(), Gateway.token(user));
    head += "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(length);
    try {
      Socket tcp = new Socket(address.getHost(), address.getPort());
      open.add(tcp);
      tcp.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return tcp;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
