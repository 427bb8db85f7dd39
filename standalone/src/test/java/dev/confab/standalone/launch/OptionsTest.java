package dev.confab.standalone.launch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.confab.standalone.loopback.LoopbackPort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void acceptsFreePorts() throws Exception {
    var options = ports(LoopbackPort.free(), LoopbackPort.free(), LoopbackPort.free());
    assertThatCode(options::checkPorts).doesNotThrowAnyException();
  }

  @Test
  void namesTheTakenPortAndItsFlag() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatExceptionOfType(StartRefusedException.class)
          .isThrownBy(ports(LoopbackPort.free(), port, LoopbackPort.free())::checkPorts)
          .withMessageContaining("Port " + port + " is taken")
          .withMessageContaining("--kafka-port");
    }
  }

  @Test
  void refusesOnePortForTwo() {
    assertThatExceptionOfType(StartRefusedException.class)
        .isThrownBy(ports(1234, 1235, 1234)::checkPorts)
        .withMessageContaining("--port and --postgres-port are both 1234");
  }

  private static Options ports(int port, int kafka, int postgres) {
    return new Options(port, kafka, postgres, Path.of("data"), false, false);
  }
}
