package dev.confab.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a page gets whose name was made to point at this machine: nothing of what is open to it.
@ExtendWith(SharedRun.class)
class HostsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/status",
        "/client.json",
        "/dev/tokens",
        "/.well-known/jwks.json",
        "/actuator/health",
        "/actuator/metrics",
        "/actuator/prometheus",
        "/v3/api-docs",
        "/openapi.yaml",
        "/chat/sessions",
        "/chat/socket",
        "/socket.io/?EIO=4&transport=polling",
        "/nothing"
      })
  void foreignNameGetsNothingOfTheAllInOne(String path, Running running) throws IOException {
    int port = running.uri().getPort();
    assertThat(ask(running, path, "rebound.example:" + port))
        .startsWith("HTTP/1.1 421 ")
        .contains("\"code\":\"bad_frame\"");
    assertThat(ask(running, path, "rebound.example:" + port + "\r\nX-Forwarded-Host: localhost"))
        .startsWith("HTTP/1.1 421 ");
    for (String own : new String[] {"localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port}) {
      assertThat(ask(running, path, own)).as(own).doesNotStartWith("HTTP/1.1 421 ");
    }
  }

  private static String ask(Running running, String path, String host) throws IOException {
    URI address = running.uri();
    try (Socket tcp = new Socket(address.getHost(), address.getPort())) {
      tcp.getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(path, host)
                  .getBytes(US_ASCII));
      return new String(tcp.getInputStream().readAllBytes(), US_ASCII);
    }
  }
}
