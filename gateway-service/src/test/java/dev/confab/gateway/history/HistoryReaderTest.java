package dev.confab.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.gateway.channel.History;
import dev.confab.gateway.channel.Token;
import dev.confab.schema.id.SessionId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryReaderTest {
  private static final String BEHIND = "{\"code\":\"view_behind\",\"retryable\":true}";

  @SuppressWarnings("NullAway.Init")
  private FakeHistoryService service;

  @SuppressWarnings("NullAway.Init")
  private HistoryReader reader;

  @BeforeEach
  void start() throws IOException {
    service = new FakeHistoryService(HistoryReaderTest::event);
    reader = reader(service.url());
  }

  @AfterEach
  void stop() {
    reader.close();
    service.close();
  }

  private static HistoryReader reader(URI... instances) {
    return new HistoryReader(
        new HistoryRules(
            () -> List.of(instances),
            1_200,
            1_000_000,
            2,
            Duration.ofSeconds(2),
            Duration.ofSeconds(2)));
  }

  /// With the seq elsewhere, too, and characters of several bytes.
  private static String event(long seq) {
    return "{\"type\":\"message_created\",\"seq\":%d,\"message\":{\"seq\":-1,\"content\":\"é€😀 }] \\\"\"},\"x\":[{}]}"
        .formatted(seq);
  }

  private History.Found read(long after, long last) {
    CompletableFuture<History.Found> found = new CompletableFuture<>();
    reader.read(
        new History.Stretch(new SessionId("s"), new Token("secret"), "epoch", after, last),
        found::complete);
    return found.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void readsPageAfterPageByteForByteInTheUsersName() {
    assertThat(read(3, 1_103))
        .isInstanceOfSatisfying(
            History.Found.Whole.class,
            whole -> {
              assertThat(whole.events()).hasSize(1_100);
              for (int i = 0; i < 1_100; i++) {
                assertThat(whole.events().get(i)).hasToString(event(4 + i));
              }
            });
    assertThat(service.asked())
        .containsExactly(
            "/chat/sessions/s/events?after=3&limit=500&minSeq=1103 Bearer secret",
            "/chat/sessions/s/events?after=503&limit=500&minSeq=1103 Bearer secret",
            "/chat/sessions/s/events?after=1003&limit=100&minSeq=1103 Bearer secret");
  }

  @Test
  void waitsForAViewThatIsBehind() {
    service.trouble(503, BEHIND);
    service.trouble(503, BEHIND);
    assertThat(read(0, 2)).isInstanceOf(History.Found.Whole.class);
  }

  @Test
  void waitsForAUserWhoAskedForMuch() {
    service.trouble(429, "{\"code\":\"rate_limited\",\"retryable\":true}");
    assertThat(read(0, 2)).isInstanceOf(History.Found.Whole.class);
  }

  @Test
  void doesNotWaitForEver() {
    for (int i = 0; i < 100; i++) {
      service.trouble(503, BEHIND);
    }
    assertThat(read(0, 2)).isInstanceOf(History.Found.Missing.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404|{\"code\":\"session_not_found\"}",
        "401|{}",
        "503|{\"code\":\"unavailable\"}",
        "500|x",
        "200|x",
        "200|[]",
        "200|{}",
        "200|{\"items\":[],\"epoch\":\"epoch\",\"lastSeq\":0}",
        "200|{\"items\":[{\"seq\":1},{\"seq\":3}],\"epoch\":\"epoch\",\"lastSeq\":3}",
        "200|{\"items\":[{\"seq\":2},{\"seq\":3}],\"epoch\":\"epoch\",\"lastSeq\":3}",
        "200|{\"items\":[{\"seq\":1},{\"seq\":2},{\"seq\":3}],\"epoch\":\"epoch\",\"lastSeq\":3}",
        "200|{\"items\":[{\"seq\":1},{\"seq\":2}],\"epoch\":\"other\",\"lastSeq\":2}",
        "200|{\"items\":[{\"seq\":1},{\"seq\":2}],\"lastSeq\":2}",
        "200|{\"items\":[{\"seq\":1},{\"seq\":2}],\"epoch\":\"epoch\",\"lastSeq\":2"
      })
  void anythingButAWholePageIsMissing(int status, String body) {
    service.trouble(status, body);
    assertThat(read(0, 2)).isInstanceOf(History.Found.Missing.class);
    assertThat(service.asked()).hasSize(1);
  }

  @Test
  void shortPageIsFollowedByTheNext() {
    service.trouble(200, FakeHistoryService.page(HistoryReaderTest::event, 1, 1, "epoch"));
    assertThat(read(0, 3))
        .isInstanceOfSatisfying(
            History.Found.Whole.class, whole -> assertThat(whole.events()).hasSize(3));
  }

  @Test
  void tooLongStretchIsNotAskedFor() {
    assertThat(read(0, 1_201)).isInstanceOf(History.Found.Missing.class);
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void tooLargeStretchIsMissing() {
    String large = "{\"seq\":1,\"x\":\"%s\"}".formatted("x".repeat(1_000_000));
    service.trouble(200, "{\"items\":[%s],\"epoch\":\"epoch\",\"lastSeq\":1}".formatted(large));
    assertThat(read(0, 1)).isInstanceOf(History.Found.Missing.class);
  }

  @Test
  void oneInstanceThatIsDownIsPassedOver() {
    try (HistoryReader two = reader(URI.create("http://localhost:1"), service.url())) {
      for (int i = 0; i < 4; i++) {
        CompletableFuture<History.Found> found = new CompletableFuture<>();
        two.read(
            new History.Stretch(new SessionId("s"), new Token("t"), "epoch", 0, 2),
            found::complete);
        assertThat(found.orTimeout(10, TimeUnit.SECONDS).join())
            .isInstanceOf(History.Found.Whole.class);
      }
    }
  }

  @Test
  void historyThatIsDownIsMissing() {
    service.close();
    assertThat(read(0, 2)).isInstanceOf(History.Found.Missing.class);
  }

  @Test
  void tokenIsNotPrinted() {
    assertThat(new History.Stretch(new SessionId("s"), new Token("secret"), "e", 0, 1).toString())
        .doesNotContain("secret");
  }
}
