package dev.confab.history.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.confab.history.page.Reading;
import dev.confab.history.timeline.Owners;
import dev.confab.schema.command.Caller;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Room;
import dev.confab.web.limit.UserBudget;
import dev.confab.web.limit.UserBudgetProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerMapping;

/// Reads that another instance answers: whatever becomes of them, the request ends with an answer.
class OwnerInterceptorTest {
  private static final Caller ALICE = new Caller(new UserId("alice"), Set.of());
  private static final long MB = 1 << 20;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  @AutoClose private final Waiting waiting = new Waiting(1, 1, registry);
  private final ByteBudget pages = new ByteBudget(MB, () -> {});
  private final Answers answers =
      new Answers(
          new UserBudget(
              new UserBudgetProperties(1, 100, DataSize.ofBytes(1), DataSize.ofMegabytes(1)),
              registry));
  private @Nullable HttpServer owner;

  @BeforeEach
  void start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"count\":1}".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    owner = server;
  }

  @AfterEach
  void stop() {
    Objects.requireNonNull(owner).stop(0);
  }

  @Test
  void givesTheAnswerOfTheInstanceThatHoldsTheSession() throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    pass(response);
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getContentType()).isEqualTo("application/json");
    assertThat(response.getContentAsString()).isEqualTo("{\"count\":1}");
  }

  @Test
  void answerForWhichThereIsNoRoomIsUnavailable() throws Exception {
    assertThat(pages.take(MB)).isTrue();
    MockHttpServletResponse response = new MockHttpServletResponse();
    pass(response);
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getContentAsString()).contains("\"code\":\"unavailable\"");
  }

  @Test
  void answerThatCanNotBeGivenIsAFaultOfOursAndEnds() throws Exception {
    MockHttpServletResponse response =
        new MockHttpServletResponse() {
          @Override
          public void setHeader(@Nullable String name, @Nullable String value) {
            throw new IllegalStateException("broken");
          }
        };
    pass(response);
    assertThat(response.getStatus()).isEqualTo(500);
    assertThat(response.getContentAsString()).contains("\"code\":\"internal\"");
  }

  @Test
  void answerThatCanNotEvenBeRefusedEnds() throws Exception {
    pass(
        new MockHttpServletResponse() {
          @Override
          public void setStatus(int status) {
            throw new IllegalStateException("broken");
          }
        });
  }

  @Test
  void instanceThatIsAwayIsAViewThatIsBehind() throws Exception {
    stop();
    MockHttpServletResponse response = new MockHttpServletResponse();
    pass(response);
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getContentAsString()).contains("\"code\":\"view_behind\"");
  }

  @Test
  void readThatComesWhenTheServerStopsEnds() throws Exception {
    waiting.close();
    MockHttpServletResponse response = new MockHttpServletResponse();
    pass(response);
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeader("Retry-After")).isNotNull();
  }

  /// Returns once the request has ended.
  private void pass(MockHttpServletResponse response) throws Exception {
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    OwnerInterceptor interceptor =
        new OwnerInterceptor(new Elsewhere(), new Peers(Duration.ofSeconds(20)), waiting, answers);
    MockHttpServletRequest request =
        new MockHttpServletRequest("GET", "/chat/sessions/s") {
          @Override
          public MockAsyncContext startAsync() {
            MockAsyncContext context =
                new MockAsyncContext(this, response) {
                  @Override
                  public void complete() {
                    ended.complete(true);
                  }
                };
            setAsyncContext(context);
            return context;
          }
        };
    request.setAttribute(
        HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of(HistoryController.SESSION, "s"));
    ReadAdmission.admit(request, new Reading(ALICE, MB, new Room(pages)));
    assertThat(interceptor.preHandle(request, response, this)).isFalse();
    ended.join();
  }

  private final class Elsewhere implements Owners {
    @Override
    public HostInfo elsewhere(SessionId session) {
      int port = Objects.requireNonNull(owner).getAddress().getPort();
      return new HostInfo("localhost", port);
    }

    @Override
    public List<HostInfo> others() {
      return List.of();
    }

    @Override
    public int partitions() {
      return 1;
    }
  }
}
