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
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Answers to clients that do not take them, from a server that has few threads.
class AnswerSenderTest {
  private static final int SIZE = 8 << 20;
  private static final int THREADS = 8;
  private static final int ENDED = -1;
  private static final int NOTHING = -2;
  private static final byte[] CONTENT = content();
  private static final char[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final AtomicInteger cut = new AtomicInteger();
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger paced = new AtomicInteger();
  private final Threads threads = new Threads();
  private final List<Socket> clients = new ArrayList<>();
  private ByteBudget budget = new ByteBudget(1L << 30, () -> {});
  private @Nullable ManualScheduler time;
  private int addresses;
  private long refusals;
  private Duration total = Duration.ofHours(1);
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
  void clientThatGoesOnTakingIsNotCutOff() throws Exception {
    ManualScheduler passing = new ManualScheduler();
    time = passing;
    start(Duration.ofHours(1));
    Socket slow = ask();
    await().untilAtomic(written, count -> assertThat(count).isEqualTo(1));
    for (int i = 0; i < 10; i++) {
      long before = budget.held();
      while (before - budget.held() < AnswerTimes.LEAST_BYTES) {
        assertThat(slow.getInputStream().readNBytes(4 << 10)).hasSize(4 << 10);
      }
      passing.pass();
    }
    assertThat(cut).hasValue(0);

    // What the last reads made room for may still be on its way to the kernel.
    await()
        .until(() -> {
          passing.pass();
          return cut.get() == 1;
        });
    await().until(() -> budget.held() == 0);
  }

  @Test
  void whoTakesTooLongForAllOfItIsCutOff() throws Exception {
    total = Duration.ZERO;
    start(Duration.ofMillis(1));
    ask();
    await().untilAtomic(cut, count -> assertThat(count).isEqualTo(1));
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
    untilOneIsEnded(() -> ask("127.0.0.2", 64 << 10));

    assertThat(body(ask("127.0.0.3", 64 << 10))).isEqualTo(CONTENT);
    assertThat(paced).hasPositiveValue();
    assertThat(cut).as("clients that were too slow").hasValue(0);
  }

  @Test
  void refusalForWhichThereIsNoThreadIsGivenUp() throws Exception {
    status = 401;
    refusals = 1;
    ManualScheduler passing = new ManualScheduler();
    time = passing;
    start(Duration.ofHours(1));
    assertThat(body(ask("127.0.0.2", 64 << 10))).isEqualTo(CONTENT);
    Socket paused = ask("127.0.0.2", 64 << 10);
    await().until(() -> paced.get() > 0 && budget.held() >= SIZE);

    threads.refuse = true;
    passing.pass();

    await().until(() -> budget.held() == 0);
    threads.refuse = false;
    assertThat(refused(paused)).isTrue();
  }

  @Test
  void whatJettyRefusesIsPaced() throws Exception {
    refusals = 1;
    start(Duration.ofHours(1));
    assertThat(refused(malformed("127.0.0.2"))).isFalse();
    untilOneIsEnded(() -> malformed("127.0.0.2"));

    assertThat(paced).hasPositiveValue();
    assertThat(refused(malformed("127.0.0.3"))).isFalse();
    await().atMost(Duration.ofSeconds(20)).until(() -> !refused(malformed("127.0.0.2")));
  }

  /// Asks again and again until one connection is ended without an answer.
  private static void untilOneIsEnded(Callable<Socket> ask) {
    List<Socket> silent = new ArrayList<>();
    await()
        .until(() -> {
          silent.add(ask.call());
          boolean ended = silent.stream().anyMatch(client -> next(client) == ENDED);
          silent.removeIf(client -> next(client) != NOTHING);
          return ended;
        });
  }

  /// A byte that is there, or why there is none.
  private static int next(Socket client) {
    try {
      client.setSoTimeout(1);
      return client.getInputStream().read();
    } catch (SocketTimeoutException e) {
      return NOTHING;
    } catch (IOException e) {
      return ENDED;
    }
  }

  private Socket malformed(String from) throws IOException {
    return say(from, 64 << 10, "G\u0001T / HTTP/9.9\r\n: \r\n\r\n");
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
    Server started = new Server(threads, time, null);
    ServerConnector connector = new ServerConnector(started, 1, 1);
    connector.setHost("127.0.0.1");
    // Else the system takes most of an answer, and what clients take shows late.
    connector.setAcceptedSendBufferSize(64 << 10);
    started.addConnector(connector);
    connector.addEventListener(new AddressLimit(addresses, () -> {}));
    started.setHandler(new Writing());
    RefusalPace pace =
        new RefusalPace(
            new Meters<>(new Rate(refusals, refusals), paced::incrementAndGet),
            Duration.ofSeconds(2));
    AnswerTimes times = new AnswerTimes(patience, total);
    started.insertHandler(
        new AnswerSender(new UnsentAnswers(budget, times, pace, cut::incrementAndGet)));
    started.setErrorHandler(new PacedErrors(new ErrorHandler(), pace));
    started.start();
    server = started;
  }

  private Socket ask() throws IOException {
    return ask("127.0.0.1", 4 << 10);
  }

  private Socket ask(String from, int window) throws IOException {
    return say(from, window, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  private Socket say(String from, int window, String request) throws IOException {
    Socket client = new Socket();
    clients.add(client);
    client.setReceiveBufferSize(window);
    client.setSoTimeout(20_000);
    client.bind(new InetSocketAddress(from, 0));
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
    try {
      client.getOutputStream().write(request.getBytes(US_ASCII));
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

  private static final class Threads extends QueuedThreadPool {
    private volatile boolean refuse;

    private Threads() {
      super(THREADS);
    }

    @Override
    public void execute(Runnable job) {
      if (refuse) {
        throw new RejectedExecutionException();
      }
      super.execute(job);
    }
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
      written.incrementAndGet();
      callback.succeeded();
      return true;
    }
  }
}
