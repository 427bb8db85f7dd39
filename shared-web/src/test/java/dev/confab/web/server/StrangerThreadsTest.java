package dev.confab.web.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests that take long before it is known whose they are.
class StrangerThreadsTest {
  private static final int OF_ALL = 3;
  private static final int OF_ONE = 2;
  private static final int MANY = 20;

  private final ManualScheduler time = new ManualScheduler();
  private final Server server = new Server(null, time, null);
  private final ServerConnector connector = new ServerConnector(server, 1, 1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger inside = new AtomicInteger();
  private final List<Socket> clients = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Long());
    server.insertHandler(new StrangerThreads(OF_ALL, OF_ONE));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    end.countDown();
    for (Socket client : clients) {
      client.close();
    }
    server.stop();
  }

  @Test
  void oneNetworkHasFewThreadsAndOthersGoOn() throws IOException {
    List<Socket> waiting = ask("127.0.0.2", "/long", MANY);
    await().untilAtomic(inside, count -> assertThat(count).isEqualTo(OF_ONE));

    assertThat(status(ask("127.0.0.3", "/short", 1).getFirst())).isEqualTo("200");
    assertThat(inside).hasValue(OF_ONE);

    end.countDown();
    for (Socket client : waiting) {
      assertThat(status(client)).isEqualTo("200");
    }
  }

  @Test
  void allHaveATotalAndNetworksTheirTurns() throws IOException {
    ask("127.0.0.2", "/long", MANY);
    await().untilAtomic(inside, count -> assertThat(count).isEqualTo(OF_ONE));
    List<Socket> others = ask("127.0.0.3", "/long", MANY);
    await().untilAtomic(inside, count -> assertThat(count).isEqualTo(OF_ALL));
    Socket last = ask("127.0.0.4", "/short", 1).getFirst();
    await().until(() -> !time.isEmpty());

    end.countDown();

    assertThat(status(last)).isEqualTo("200");
    assertThat(status(others.getLast())).isEqualTo("200");
  }

  @Test
  void whoIsKnownHoldsNoPlace() throws IOException {
    ask("127.0.0.2", "/known", MANY);
    await().untilAtomic(inside, count -> assertThat(count).isEqualTo(MANY));
    assertThat(status(ask("127.0.0.2", "/short", 1).getFirst())).isEqualTo("200");
  }

  @Test
  void whoWaitsForSomethingElseGivesHisPlaceOn() throws IOException {
    ask("127.0.0.2", "/long", MANY);
    await()
        .untilAtomic(
            inside,
            count -> {
              time.pass();
              assertThat(count).isEqualTo(MANY);
            });
    Socket last = ask("127.0.0.2", "/short", 1).getFirst();
    await()
        .until(() -> {
          time.pass();
          return last.getInputStream().available() > 0;
        });
    assertThat(status(last)).isEqualTo("200");
  }

  @Test
  void failuresGiveTheirPlacesBack() throws IOException {
    for (Socket client : ask("127.0.0.2", "/failing", MANY)) {
      assertThat(status(client)).isEqualTo("500");
    }
    assertThat(status(ask("127.0.0.2", "/none", 1).getFirst())).isEqualTo("404");
    assertThat(status(ask("127.0.0.2", "/short", 1).getFirst())).isEqualTo("200");
  }

  private List<Socket> ask(String from, String path, int count) throws IOException {
    List<Socket> asked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket client =
          new Socket(
              InetAddress.getLoopbackAddress(),
              connector.getLocalPort(),
              InetAddress.ofLiteral(from),
              0);
      client.setSoTimeout(20_000);
      client
          .getOutputStream()
          .write("GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(path).getBytes(US_ASCII));
      asked.add(client);
      clients.add(client);
    }
    return asked;
  }

  private static String status(Socket client) throws IOException {
    byte[] line = client.getInputStream().readNBytes(12);
    return new String(line, US_ASCII).substring("HTTP/1.1 ".length());
  }

  private final class Long extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws InterruptedException {
      String path = request.getHttpURI().getPath();
      if (path.equals("/failing")) {
        throw new IllegalStateException("it fails");
      }
      if (path.equals("/none")) {
        return false;
      }
      if (path.equals("/known")) {
        StrangerThreads.know(request.getAttribute(StrangerThreads.ATTRIBUTE));
      }
      if (!path.equals("/short")) {
        inside.incrementAndGet();
        end.await();
      }
      callback.succeeded();
      return true;
    }
  }
}
