package dev.confab.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Connections that say nothing, as Spring Boot starts Jetty.
class AddressConnectionsTest {
  @Test
  void oneAddressDoesNotTakeThePlacesOfAll() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try (Gateway gateway = Gateway.start(Map.of("confab.http.connections-per-address", "20"))) {
      int port = URI.create("http://" + gateway.authority()).getPort();
      InetAddress from = InetAddress.ofLiteral("127.0.0.9");
      await()
          .until(() -> {
            silent.add(new Socket(InetAddress.getLoopbackAddress(), port, from, 0));
            return gateway.count("confab.http.refused", "limit", "address_connections") > 0;
          });
      assertThat(silent).hasSizeGreaterThan(20);
      assertThat(new Rest(gateway).createSession("erin")).isNotEmpty();
    } finally {
      for (Socket tcp : silent) {
        tcp.close();
      }
    }
  }
}
