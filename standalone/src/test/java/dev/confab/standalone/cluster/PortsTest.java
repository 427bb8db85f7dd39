package dev.confab.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.confab.standalone.launch.StartRefusedException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatExceptionOfType(StartRefusedException.class)
          .isThrownBy(() -> Ports.requireFree(new Layout("id", 1, 1, 1, 1, port)))
          .withMessageStartingWith("Port %d, which postgres needs, is taken".formatted(port));
    }
  }
}
