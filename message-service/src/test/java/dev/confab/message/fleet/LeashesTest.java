package dev.confab.message.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeashesTest {
  private final Leashes leashes = new Leashes();

  @AfterEach
  void close() {
    leashes.close();
  }

  @Test
  void isBrokenOnceNobodyAnswersAnyMoreAndWholeAgainWhenSomebodyDoes() throws IOException {
    Node node;
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
      node = node("127.0.0.1:" + port);
      leashes.hold(List.of(node));
      try (Socket held = server.accept()) {
        assertThat(leashes.isBroken(node)).isFalse();
        assertThat(held.isConnected()).isTrue();
      }
      // Only the connection ended: it is made again.
      server.accept().close();
      assertThat(leashes.isBroken(node)).isFalse();
    }
    await().until(() -> leashes.isBroken(node));
    try (ServerSocket server = new ServerSocket()) {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      await().until(() -> !leashes.isBroken(node));
    }
  }

  @Test
  void whatIsNoAddressIsNotHeld() {
    for (String address : List.of("", "host", "host:port", "host:99999999")) {
      leashes.hold(List.of(node(address)));
      assertThat(leashes.isBroken(node(address))).isFalse();
    }
  }

  private static Node node(String address) {
    return new Node("n" + address, address, Set.of(), false, 0, 0);
  }
}
