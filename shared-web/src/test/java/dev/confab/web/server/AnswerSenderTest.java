package dev.confab.web.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Meters;
import dev.confab.web.limit.Rate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Answers to clients that do not take them, from a server that has few threads.
class AnswerSenderTest {
  private static final int SIZE = 8 << 20;
  private static final int THREADS = 8;
  private static final byte[] CONTENT = content();
  private static final char[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final AtomicInteger cut = new AtomicInteger();
  private final List<Socket> clients = new ArrayList<>();
  private ByteBudget budget = new ByteBudget(1L << 30, () -> {});
  private int addresses;
  private long refusals;
  private int status = 200;
  private @Nullable Server server;

  @AfterEach
  void stop() throws Exception {
    for (Socket client : clients) {
      client.close();
    }
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void clientsThatReadNothingHoldNoThread() throws Exception {
    start(Duration.ofHours(1));
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 3 * THREADS; i++) {
      slow.add(ask());
    }
    await().until(() -> budget.held() > SIZE);

    assertThat(body(ask())).isEqualTo(CONTENT);

    for (Socket client : slow) {
      assertThat(body(client)).isEqualTo(CONTENT);
    }
    await().until(() -> budget.held() == 0);
    assertThat(cut).hasValue(0);
  }

  @Test
  void clientThatLeavesHoldsNothing() throws Exception {
    start(Duration.ofHours(1));
    Socket slow = ask();
    await().until(() -> budget.held() > 0);
    slow.close();
    await().until(() -> budget.held() == 0);
  }

  @Test
  void clientThatIsTooSlowIsCutOff() throws Exception {
    start(Duration.ofMillis(200));
    Socket slow = ask();
    await().untilAtomic(cut, count -> assertThat(count).isEqualTo(1));
    await().until(() -> budget.held() == 0);
    assertThat(slow.getInputStream().readAllBytes()).hasSizeLessThan(SIZE);
  }

  @Test
  void whereThereIsNoRoomWhoWaitsLongestIsCutOff() throws Exception {
    budget = new ByteBudget(2L * SIZE + SIZE / 2, () -> {});
    start(Duration.ofHours(1));
    Socket first = ask();
    await().until(() -> budget.held() > 0);
    for (int i = 0; i < 8; i++) {
      ask();
    }
    await().until(() -> cut.get() > 0);

    assertThat(body(ask())).isEqualTo(CONTENT);
    assertThat(first.getInputStream().readAllBytes()).hasSizeLessThan(SIZE);
    assertThat(budget.held()).isLessThanOrEqualTo(budget.total());
  }

  @Test
  void answerForWhichThereIsNeverRoomIsCutOff() throws Exception {
    budget = new ByteBudget(SIZE / 16, () -> {});
    start(Duration.ofHours(1));
    ask();
    await().until(() -> cut.get() > 0);
    await().until(() -> budget.held() == 0);
  }

  @Test
  void whoIsRefusedTooOftenIsAnsweredNoMoreAndOthersAre() throws Exception {
    status = 401;
    refusals = 1;
    start(Duration.ofHours(1));
    Socket first = ask("127.0.0.2", 64 << 10);
    assertThat(body(first)).isEqualTo(CONTENT);
    while (cut.get() == 0) {
      ask("127.0.0.2", 64 << 10);
    }

    assertThat(body(ask("127.0.0.3", 64 << 10))).isEqualTo(CONTENT);
  }

  @Test
  void oneAddressHasSoManyConnectionsAndNoMore() throws Exception {
    addresses = 2;
    start(Duration.ofHours(1));
    Socket first = ask("127.0.0.2", 64 << 10);
    Socket second = ask("127.0.0.2", 64 << 10);
    assertThat(body(first)).isEqualTo(CONTENT);

    assertThat(refused(ask("127.0.0.2", 64 << 10))).isTrue();
    assertThat(body(ask("127.0.0.3", 64 << 10))).isEqualTo(CONTENT);

    first.close();
    await().until(() -> !refused(ask("127.0.0.2", 64 << 10)));
    assertThat(body(second)).isEqualTo(CONTENT);
  }

  private void start(Duration patience) throws Exception {
    Server started = new Server(new QueuedThreadPool(THREADS));
    ServerConnector connector = new ServerConnector(started, 1, 1);
    connector.setHost("127.0.0.1");
    started.addConnector(connector);
    connector.addEventListener(new AddressLimit(addresses, () -> {}));
    started.setHandler(new Writing());
    started.insertHandler(
        new AnswerSender(
            budget,
            patience,
            new Meters<>(new Rate(refusals, refusals), () -> {}),
            cut::incrementAndGet));
    started.start();
    server = started;
  }

  private Socket ask() throws IOException {
    return ask("127.0.0.1", 4 << 10);
  }

  private Socket ask(String from, int window) throws IOException {
    Socket client = new Socket();
    clients.add(client);
    client.setReceiveBufferSize(window);
    client.setSoTimeout(20_000);
    client.bind(new InetSocketAddress(from, 0));
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
    try {
      client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
    } catch (IOException e) {
      // It was refused: reading tells.
    }
    return client;
  }

  private int port() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  private static boolean refused(Socket client) {
    try {
      return client.getInputStream().read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private static byte[] body(Socket client) throws IOException {
    int matched = 0;
    while (matched < 4) {
      int next = client.getInputStream().read();
      assertThat(next).as("the end of the head").isNotNegative();
      matched = next == END_OF_HEAD[matched] ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return client.getInputStream().readNBytes(SIZE);
  }

  private static byte[] content() {
    byte[] content = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      content[i] = (byte) (i ^ i >> 8 ^ i >> 16);
    }
    return content;
  }

  /// As servlets do: a stretch after the other, each of which waits until it is written.
  private final class Writing extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      response.setStatus(status);
      response.getHeaders().put("Content-Length", SIZE);
      byte[] reused = new byte[64 << 10];
      try (OutputStream out = Content.Sink.asOutputStream(response)) {
        for (int at = 0; at < SIZE; at += reused.length) {
          System.arraycopy(CONTENT, at, reused, 0, reused.length);
          out.write(reused);
        }
      }
      Arrays.fill(reused, (byte) 0);
      callback.succeeded();
      return true;
    }
  }
}
