package dev.confab.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Peers that go on sending when their connection ends.
class LingeringCloseTest {
  private static final int OF_ALL = 3;
  private static final int OF_ONE = 2;

  private final AtomicInteger refused = new AtomicInteger();
  private final LingeringClose lingering =
      new LingeringClose(Duration.ofHours(1), OF_ALL, OF_ONE, refused::incrementAndGet);
  private final List<Socket> clients = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private ServerSocketChannel server;

  @BeforeEach
  void start() throws Exception {
    server =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    lingering.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket client : clients) {
      client.close();
    }
    lingering.stop();
    server.close();
  }

  @Test
  void oneNetworkHasSoManyAndGetsThemBack() throws IOException {
    Socket first = ended("127.0.0.2");
    ended("127.0.0.2");
    assertThat(refused).hasValue(0);

    ended("127.0.0.2");
    assertThat(refused).hasValue(1);
    ended("127.0.0.3");
    assertThat(refused).hasValue(1);

    first.close();
    await()
        .until(() -> {
          int before = refused.get();
          ended("127.0.0.3");
          return refused.get() == before;
        });
  }

  @Test
  void allHaveATotal() throws IOException {
    for (int i = 0; i < OF_ALL; i++) {
      ended("127.0.0." + (10 + i));
    }
    assertThat(refused).hasValue(0);

    Socket one = ended("127.0.0.20");

    assertThat(refused).hasValue(1);
    await().until(() -> isReset(one));
  }

  @Test
  void whatIsStillSentIsRead() throws IOException {
    Socket client = ended("127.0.0.2");
    client.getOutputStream().write(new byte[1 << 20]);
    client.shutdownOutput();
    assertThat(client.getInputStream().read()).isEqualTo(-1);
  }

  /// A client, whose connection the server has ended.
  private Socket ended(String from) throws IOException {
    Socket client =
        new Socket(
            InetAddress.getLoopbackAddress(),
            server.socket().getLocalPort(),
            InetAddress.ofLiteral(from),
            0);
    clients.add(client);
    SocketChannel channel = server.accept();
    channel.configureBlocking(false);
    channel.shutdownOutput();
    lingering.take(channel);
    return client;
  }

  private static boolean isReset(Socket client) {
    try {
      client.getOutputStream().write(0);
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
