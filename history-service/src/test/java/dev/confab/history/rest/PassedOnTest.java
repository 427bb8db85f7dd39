package dev.confab.history.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.confab.history.RandomChat;
import dev.confab.schema.id.UserId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two instances of different versions take each other for the one that holds a session, as they do
/// for a moment while it moves: no read goes back and forth between them.
class PassedOnTest {
  private static final UserId OWNER = RandomChat.OWNER;

  /// After which an endless exchange ends, so that the test does.
  private static final int ENOUGH = 10;

  @AutoClose private final HistoryServer server = HistoryServer.start();
  @AutoClose private final HttpClient http = HttpClient.newHttpClient();
  @AutoClose private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer older = older();

  @BeforeEach
  void start() {
    older.start();
    server.sessionsAreAt(new HostInfo("localhost", older.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    older.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/chat/sessions/session-0", "/chat/sessions"})
  void olderInstanceDoesNotPassOnWhatIsPassedOnToIt(String path) {
    assertThat(server.get(OWNER, path).statusCode()).isEqualTo(503);
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/chat/sessions/session-0", "/chat/sessions"})
  void whatAnOlderInstancePassesOnIsAnsweredFromHere(String path) {
    HttpResponse<String> answer = server.get(OWNER, path, "Confab-Forwarded", "1");
    assertThat(asked).hasValue(0);
    assertThat(answer.statusCode()).isEqualTo(path.endsWith("sessions") ? 200 : 503);
  }

  /// It takes every session for one of the other instance, and knows no part by its media type.
  private HttpServer older() {
    try {
      HttpServer instance =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      instance.setExecutor(threads);
      instance.createContext("/", this::answer);
      return instance;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean forwarded = exchange.getRequestHeaders().containsKey("Confab-Forwarded");
    int status = asked.incrementAndGet() > ENOUGH || forwarded ? 503 : passOn(exchange);
    byte[] body = "{}".getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private int passOn(HttpExchange exchange) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + server.port() + exchange.getRequestURI()))
            .header("Confab-Forwarded", "1")
            .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
