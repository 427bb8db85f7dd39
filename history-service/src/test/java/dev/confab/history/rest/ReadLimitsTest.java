package dev.confab.history.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.confab.history.RandomChat;
import dev.confab.history.page.Place;
import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.UserId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What reads may take, over HTTP: places, requests, bytes, and memory, which are given back
/// however a read ends.
class ReadLimitsTest {
  private static final UserId OWNER = RandomChat.OWNER;
  private static final String SESSION = "/chat/sessions/" + RandomChat.session(0);
  private static final String MESSAGES = SESSION + "/messages?limit=200";

  @Test
  void readsHoldNothingOnceTheyAreAnswered() {
    try (HistoryServer server = HistoryServer.start("--confab.history.min-seq-wait=500ms")) {
      List<Event> log = new RandomChat(1, 1, false).events(40);
      log.subList(0, 39).forEach(server.timeline()::feed);
      expect(server, server.get(OWNER, SESSION), 200);
      expect(server, server.get(OWNER, SESSION + "/events?after=20"), 200);
      expect(server, server.get(OWNER, "/chat/sessions"), 200);
      expect(server, server.get(OWNER, "/chat/messages/" + RandomChat.session(0) + ".9999"), 404);
      expect(server, server.get(new UserId("stranger"), MESSAGES), 404);
      expect(server, server.get(OWNER, SESSION + "/messages?limit=x"), 400);
      expect(server, server.get(OWNER, SESSION + "/events?after=20&minSeq=9999"), 503);
      var waits = server.ask(OWNER, SESSION + "/events?after=20&minSeq=40");
      server.timeline().feed(log.get(39));
      expect(server, waits.join(), 200);
    }
  }

  @Test
  void readsThatAnotherInstanceAnswersHoldNothingEither() {
    try (HistoryServer server = HistoryServer.start();
        HistoryServer other = HistoryServer.start()) {
      new RandomChat(1, 1, false).events(20).forEach(other.timeline()::feed);
      server.sessionsAreAt(new HostInfo("localhost", other.port()));
      String path = SESSION + "/events?limit=20";
      HttpResponse<String> passed = server.get(OWNER, path);
      assertThat(passed.body()).isEqualTo(other.get(OWNER, path).body());
      expect(server, passed, 200);
      expect(server, server.get(new UserId("stranger"), path), 404);
      HttpResponse<String> list = server.get(OWNER, "/chat/sessions");
      assertThat(list.body()).contains(RandomChat.session(0).value());
      expect(server, list, 200);
      expect(other, list, 200);
    }
  }

  /// Each instance holds some of the sessions, and ends its pages at other places.
  @ParameterizedTest
  @CsvSource({"1B, 1B", "1MB, 1B", "1B, 1MB", "2500B, 1500B"})
  void listsOfSeveralInstancesEndWhereTheirBytesDoAndLoseNothing(String here, String there) {
    String setting = "--confab.history.page-bytes=";
    try (HistoryServer server = HistoryServer.start(setting + here);
        HistoryServer other = HistoryServer.start(setting + there)) {
      other.timeline().partition = 1;
      RandomChat chat = new RandomChat(4, 12, false);
      for (Event event : chat.events(200)) {
        boolean isHere = event.sessionId().value().hashCode() % 2 == 0;
        (isHere ? server : other).timeline().feed(event);
      }
      server.sessionsAreAt(new HostInfo("localhost", other.port()));
      List<String> listed = new ArrayList<>();
      String cursor = "";
      while (cursor != null) {
        HttpResponse<String> answer = server.get(OWNER, "/chat/sessions?limit=4" + cursor);
        expect(server, answer, 200);
        JsonNode page = Json.mapper().readTree(answer.body());
        page.path("items").forEach(item -> listed.add(item.path("id").stringValue()));
        JsonNode next = page.path("nextCursor");
        cursor = next.isNull() ? null : "&cursor=" + next.stringValue();
      }
      assertThat(listed)
          .isEqualTo(
              chat.models.values().stream()
                  .map(model -> new Place(model.session().updatedAt(), model.id))
                  .sorted()
                  .map(place -> place.id().value())
                  .toList());
    }
  }

  /// Nothing that a caller sends makes a list look whole that is not.
  @Test
  void listsAreWholeUnlessAPartIsAskedForAndSaidToBeOne() {
    try (HistoryServer server = HistoryServer.start();
        HistoryServer other = HistoryServer.start()) {
      new RandomChat(1, 1, false).events(20).forEach(other.timeline()::feed);
      server.sessionsAreAt(new HostInfo("localhost", other.port()));
      String whole = server.get(OWNER, "/chat/sessions").body();
      assertThat(whole).contains(RandomChat.session(0).value());
      for (String header : List.of("Confab-Part", Covered.PARTITIONS, Covered.POSITIONS)) {
        HttpResponse<String> list = server.get(OWNER, "/chat/sessions", header, "0");
        assertThat(list.body()).isEqualTo(whole);
        assertThat(list.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(list.headers().firstValue(Covered.PARTITIONS)).isEmpty();
        assertThat(server.get(OWNER, SESSION, header, "0").statusCode()).isEqualTo(200);
      }
      for (var asked : Map.of("Accept", Peers.PART.toString(), Peers.FORWARDED, "x").entrySet()) {
        HttpResponse<String> part =
            server.get(OWNER, "/chat/sessions", asked.getKey(), asked.getValue());
        assertThat(part.body()).doesNotContain(RandomChat.session(0).value());
        assertThat(part.headers().firstValue("Content-Type")).hasValue(Peers.PART.toString());
        assertThat(part.headers().firstValue(Covered.PARTITIONS)).isPresent();
      }
    }
  }

  /// While events come to both.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void listsOfSeveralInstancesHaveWhatMovesBetweenPages(long seed) {
    Random random = new Random(seed);
    String setting = "--confab.history.page-bytes=" + (seed % 2 == 0 ? "1500B" : "1MB");
    try (HistoryServer server = HistoryServer.start(setting);
        HistoryServer other = HistoryServer.start()) {
      other.timeline().partition = 1;
      server.sessionsAreAt(new HostInfo("localhost", other.port()));
      RandomChat chat = new RandomChat(seed, 24, false, 30);
      Set<String> all = new TreeSet<>();
      int events = 300;
      Set<String> listed = new TreeSet<>();
      String cursor = "";
      int pages = 0;
      while (cursor != null) {
        for (Event event : chat.events(events)) {
          String id = event.sessionId().value();
          (id.hashCode() % 2 == 0 ? server : other).timeline().feed(event);
          all.add(id);
        }
        events = random.nextInt(5);
        HttpResponse<String> answer = server.get(OWNER, "/chat/sessions?limit=3" + cursor);
        expect(server, answer, 200);
        JsonNode page = Json.mapper().readTree(answer.body());
        page.path("items").forEach(item -> listed.add(item.path("id").stringValue()));
        JsonNode next = page.path("nextCursor");
        cursor = next.isNull() ? null : "&cursor=" + next.stringValue();
        assertThat(++pages).isLessThanOrEqualTo(50);
      }
      assertThat(all).hasSize(24);
      assertThat(listed).isEqualTo(all);
    }
  }

  @Test
  void pageForWhichThereIsNoRoomIsUnavailable() {
    try (HistoryServer server = HistoryServer.start("--confab.memory.pages=500B")) {
      new RandomChat(1, 1, false).events(40).forEach(server.timeline()::feed);
      for (String path : List.of(SESSION + "/events?after=20", "/chat/sessions")) {
        HttpResponse<String> refused = server.get(OWNER, path);
        assertThat(refused.body()).contains("\"code\":\"unavailable\"");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        expect(server, refused, 503);
      }
      expect(server, server.get(OWNER, SESSION + "/messages/count"), 200);
    }
  }

  @Test
  void requestsForPartsCountAsOthersDo() {
    try (HistoryServer server =
        HistoryServer.start(
            "--confab.user.requests-per-second=1", "--confab.user.requests-burst=100")) {
      new RandomChat(1, 1, false).events(3).forEach(server.timeline()::feed);
      HttpResponse<String> answer;
      int asked = 0;
      do {
        answer = server.get(OWNER, SESSION + "/messages/count", "Accept", Peers.PART.toString());
      } while (answer.statusCode() == 200 && ++asked < 1_000);
      assertThat(answer.body()).contains("\"code\":\"rate_limited\"");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      expect(server, answer, 429);
      expect(server, server.get(new UserId("stranger"), SESSION), 404);
    }
  }

  @Test
  void bytesThatOneUserReadsCount() {
    try (HistoryServer server =
        HistoryServer.start(
            "--confab.user.bytes-per-second=1B", "--confab.user.bytes-burst=100B")) {
      new RandomChat(1, 1, false).events(30).forEach(server.timeline()::feed);
      expect(server, server.get(OWNER, SESSION + "/events?after=20"), 200);
      expect(server, server.get(OWNER, SESSION + "/events?after=20"), 429);
    }
  }

  @Test
  void readThatIsPassedOnIsInProgressUntilItIsAnswered() throws IOException {
    try (HistoryServer server = HistoryServer.start("--confab.http.requests-per-user=1");
        ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      server.sessionsAreAt(new HostInfo("localhost", silent.getLocalPort()));
      var first = server.ask(OWNER, SESSION);
      Socket asked = silent.accept();
      assertThat(server.get(OWNER, "/chat/sessions/%20").statusCode()).isEqualTo(429);
      asked.close();
      expect(server, first.join(), 503);
      server.sessionsAreAt(null);
      await().until(() -> server.get(OWNER, SESSION).statusCode() == 404);
    }
  }

  private static void expect(HistoryServer server, HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    await().until(() -> server.held() == 0);
  }
}
