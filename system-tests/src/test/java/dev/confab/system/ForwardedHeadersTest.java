package dev.confab.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.RawRequest;
import dev.confab.system.running.Running;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a caller says of his own address, where Spring Boot takes the process for one in a pod and
/// would believe it.
class ForwardedHeadersTest {
  private static final byte[] ALICE = "{\"user\":\"alice\"}".getBytes(UTF_8);
  private static final String JSON =
      "Content-Type: application/json\r\nContent-Length: %d\r\n".formatted(ALICE.length);

  @Test
  void theAllInOneBelievesNobody(@TempDir Path folder) throws IOException {
    Running running =
        new Running(folder)
            .with("KUBERNETES_SERVICE_HOST", "192.0.2.1")
            .with("KUBERNETES_SERVICE_PORT", "443");
    try (running) {
      running.start();
      assertThat(tokens(running, "")).startsWith("200");
      assertThat(tokens(running, "X-Forwarded-For: 192.0.2.7\r\n")).startsWith("200");
      assertThat(tokens(running, "Forwarded: for=192.0.2.7\r\n")).startsWith("200");
    }
  }

  private static String tokens(Running running, String header) throws IOException {
    try (RawRequest request = new RawRequest(running.uri(), "127.0.0.1")) {
      return request.ask("POST /dev/tokens", "", JSON + header, ALICE).status();
    }
  }
}
