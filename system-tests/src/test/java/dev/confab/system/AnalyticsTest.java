package dev.confab.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Chat;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.Service;
import dev.confab.system.running.SharedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(SharedRun.class)
class AnalyticsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SESSIONS = 4;
  private static final int ROUNDS = 60;

  @TempDir Path folder;
  private Running running;
  private User service;
  private User alice;
  private List<String> sessions;

  @BeforeEach
  void start(Running shared) {
    running = shared;
    Chat chat = new Chat(running);
    service = chat.user("service", "chat:service");
    alice = chat.user("alice");
    sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(alice.createSession());
    }
  }

  @Test
  void countsEachMessageOnceAlthoughItIsKilledInTheMiddle()
      throws IOException, InterruptedException {
    CompletableFuture<Void> writing;
    try (Service killed = analytics("first")) {
      killed.awaitReady();
      CountDownLatch third = new CountDownLatch(ROUNDS / 3);
      writing = CompletableFuture.runAsync(() -> write(third));
      third.await();
      killed.kill();
    }
    try (Service analytics = analytics("second")) {
      writing.join();
      User asking = new Chat(analytics.uri()).with(service.name(), service.token());
      awaitAsOf(asking, Instant.now(), analytics);

      assertSessionsAreRight(asking);
      assertAllIsRight(asking);
      new Chat(analytics.uri())
          .with(alice.name(), alice.token())
          .get("/analytics/overview")
          .refused(403, "forbidden");
      new Chat(analytics.uri())
          .with("", "")
          .get("/analytics/overview")
          .refused(401, "unauthenticated");
    }
  }

  /// Both are the same instance, with the same state.
  private Service analytics(String name) throws IOException {
    Map<String, Object> settings =
        Map.of(
            "confab.kafka.bootstrap-servers",
            running.kafka(),
            "confab.web.issuer",
            "confab-development",
            "confab.web.jwk-set-uri",
            running.uri() + "/.well-known/jwks.json",
            "confab.analytics.instance",
            "analytics-1",
            "confab.analytics.state-dir",
            folder.resolve("state"));
    Path file = Service.settings(folder.resolve(name + ".properties"), settings);
    return Service.start("analytics-service", file, folder.resolve(name + ".log"));
  }

  /// Alice and the service take turns; the service answers in two of three rounds.
  private void write(CountDownLatch round) {
    for (int i = 0; i < ROUNDS; i++) {
      String messages = "/chat/sessions/" + sessions.get(i % SESSIONS) + "/messages";
      alice.post(messages, Map.of("content", "Question " + i)).require(201);
      if (i % 3 != 0) {
        service.post(messages, Map.of("content", "Answer", "role", "assistant")).require(201);
      }
      service
          .post(
              messages + "/batch",
              Map.of("messages", List.of(Map.of("content", "a"), Map.of("content", "b"))))
          .require(201);
      round.countDown();
    }
  }

  private static void awaitAsOf(User asking, Instant written, Service analytics) {
    try {
      Awaitility.await("everything written, counted")
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions()
          .until(() ->
              Instant.parse(asking.get("/analytics/overview").require(200).field("asOf"))
                  .isAfter(written));
    } catch (RuntimeException e) {
      e.addSuppressed(new AssertionError(analytics.said()));
      throw e;
    }
  }

  private void assertSessionsAreRight(User asking) {
    for (String session : sessions) {
      List<JsonNode> events =
          List.copyOf(
              service
                  .get("/chat/sessions/" + session + "/events?limit=500")
                  .require(200)
                  .items()
                  .values());
      Map<String, List<Long>> expected = new TreeMap<>();
      minutes(events)
          .forEach((minute, numbers) ->
              expected.put(minute, List.of(numbers.getFirst(), numbers.getLast())));
      Map<String, List<Long>> found = new TreeMap<>();
      for (JsonNode item :
          asking.get("/analytics/minutes?sessionId=" + session).require(200).items()) {
        found.put(item.path("minute").asString(), numbers(item, "messages", "activeUsers"));
      }
      assertThat(found).as(session).isNotEmpty().isEqualTo(expected);
    }
  }

  /// Everything that is on the log of this hour, whoever wrote it.
  private void assertAllIsRight(User asking) {
    Instant to = Instant.now().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
    Instant from = to.minusSeconds(3600);
    List<JsonNode> events = new ArrayList<>();
    running
        .eventLog()
        .events()
        .values()
        .forEach(records ->
            records.forEach(record -> {
              byte[] value = record.value();
              JsonNode event = value == null ? null : readable(value);
              if (event != null) {
                Instant at = Instant.parse(event.path("at").asString());
                if (!at.isBefore(from) && at.isBefore(to)) {
                  events.add(event);
                }
              }
            }));
    String range = "?from=" + from + "&to=" + to;
    Map<String, List<Long>> found = new TreeMap<>();
    for (JsonNode item : asking.get("/analytics/minutes" + range).require(200).items()) {
      found.put(
          item.path("minute").asString(),
          numbers(
              item,
              "messages",
              "userMessages",
              "assistantMessages",
              "systemMessages",
              "activeUsers"));
    }
    assertThat(found).isNotEmpty().isEqualTo(minutes(events));
    JsonNode total = asking.get("/analytics/responses" + range).require(200).body().path("total");
    List<Long> waits = waits(events);
    assertThat(numbers(total, "count", "maxMillis"))
        .isEqualTo(List.of((long) waits.size(), waits.stream().mapToLong(w -> w).max().orElse(0)));
  }

  private static JsonNode readable(byte[] value) {
    return JSON.readTree(new String(value, UTF_8));
  }

  private static List<Long> numbers(JsonNode item, String... names) {
    List<Long> numbers = new ArrayList<>();
    for (String name : names) {
      numbers.add(item.path(name).asLong(-1));
    }
    return numbers;
  }

  /// Messages, of each role, and users, by minute.
  private static Map<String, List<Long>> minutes(List<JsonNode> events) {
    List<String> roles = List.of("user", "assistant", "system");
    Map<String, long[]> sums = new TreeMap<>();
    Map<String, Set<String>> users = new HashMap<>();
    for (JsonNode event : events) {
      if (!event.path("type").asString().equals("message_created")) {
        continue;
      }
      String minute = event.path("at").asString().substring(0, 16) + ":00.000Z";
      String role = event.path("message").path("role").asString();
      long[] sum = sums.computeIfAbsent(minute, m -> new long[4]);
      sum[0]++;
      sum[1 + roles.indexOf(role)]++;
      Set<String> writers = users.computeIfAbsent(minute, m -> new HashSet<>());
      if (role.equals("user")) {
        writers.add(event.path("message").path("senderId").asString());
      }
    }
    Map<String, List<Long>> minutes = new TreeMap<>();
    sums.forEach((minute, s) ->
        minutes.put(
            minute,
            List.of(s[0], s[1], s[2], s[3], (long) users.getOrDefault(minute, Set.of()).size())));
    return minutes;
  }

  /// How long each first unanswered question waited for an assistant, in milliseconds.
  private static List<Long> waits(List<JsonNode> events) {
    List<Long> waits = new ArrayList<>();
    Map<String, Instant> open = new HashMap<>();
    for (JsonNode event : events) {
      String session = event.path("sessionId").asString();
      if (event.path("type").asString().equals("session_deleted")) {
        open.remove(session);
      }
      Instant at = Instant.parse(event.path("at").asString());
      switch (event.path("message").path("role").asString("")) {
        case "user" -> {
          if (event.path("type").asString().equals("message_created")) {
            open.putIfAbsent(session, at);
          }
        }
        case "assistant" -> {
          Instant since =
              event.path("type").asString().equals("message_created") ? open.remove(session) : null;
          if (since != null) {
            waits.add(Math.max(0, Duration.between(since, at).toMillis()));
          }
        }
        default -> {}
      }
    }
    return waits;
  }
}
