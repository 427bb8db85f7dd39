package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The metrics that dashboards and alerts look at are there, and are told something.
@ExtendWith(SharedRun.class)
class MetricsTest {
  private static final Path DEPLOY = Path.of("..", "deploy").toAbsolutePath().normalize();
  private static final Pattern NAME =
      Pattern.compile("\\b(confab|jvm|http_server|hikaricp|process|logback)_[a-z0-9_]+");
  private static final Pattern SERIES = Pattern.compile("([a-z0-9_]+)(\\{.*})? ([0-9.E+-]+|NaN)");

  /// What moves only where something is wrong, with the test in which it does.
  private static final Map<String, String> FAULTS =
      Map.of(
          "confab_dead_letters_total", "PoisonTest, DeadLetterCountTest",
          "confab_gateway_refused_total", "FloodTest",
          "confab_http_refused_total", "AnswerSenderTest",
          "confab_user_refused_total", "RateLimitTest, ReadLimitsTest, HostileRequestTest",
          "confab_gateway_queue_bytes", "SocketMetrics reads it from Sockets: SocketTest",
          "confab_timeline_lag_records", "LogLagTest: a view that keeps up is never seen behind",
          "confab_timeline_lag_seconds", "LogLagTest",
          "hikaricp_connections_pending", "Hikari's own",
          "logback_events_total", "Micrometer's own");

  /// What has its value from the start on, or changes with things that a test can't bring about.
  private static final Set<String> STANDING =
      Set.of(
          "confab_shards",
          "confab_shard_term",
          "confab_shard_open_seconds_bucket",
          "confab_shard_open_seconds_count",
          "jvm_buffer_memory_used_bytes",
          "jvm_gc_max_data_size_bytes",
          "jvm_memory_max_bytes",
          "jvm_gc_live_data_size_bytes",
          "jvm_gc_pause_seconds_max",
          "jvm_classes_loaded_classes");

  /// What the all-in-one has not: analytics unless asked (`AnalyticsTest`), and the histogram of
  /// reads, which is history's as a process of its own.
  private static final Set<String> ELSEWHERE =
      Set.of("confab_analytics_lag_records", "http_server_requests_seconds_bucket");

  @Test
  void whatDashboardsAndAlertsShowMovesUnderLoad(Running running) throws IOException {
    User alice = new Chat(running).user("alice");
    Set<String> names = names();
    assertThat(names).as("parsed").hasSizeGreaterThan(30);
    Map<String, String> before = series(alice);
    Set<String> present =
        before.keySet().stream().map(MetricsTest::name).collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(present);
    missing.removeAll(ELSEWHERE);
    // A histogram has no series before the first value.
    Set<String> moving = new TreeSet<>(names);
    moving.removeAll(FAULTS.keySet());
    moving.removeAll(STANDING);
    moving.removeAll(ELSEWHERE);
    moving.remove("confab_gateway_frames_total");
    Stream.of("in", "out")
        .map(direction -> "confab_gateway_frames_total{direction=\"" + direction + "\"}")
        .forEach(moving::add);
    Set<String> seen = new HashSet<>();

    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          use(
              running,
              () ->
                  series(alice)
                      .forEach((series, value) -> {
                        missing.remove(name(series));
                        if (!value.equals(before.get(series))) {
                          seen.add(name(series));
                          seen.add(series.replaceAll("application=\"[a-z]*\",?", ""));
                        }
                      }));
          assertThat(missing).as("not there").isEmpty();
          assertThat(seen).as("moved").containsAll(moving);
        });
    Map<String, String> now = series(alice);
    for (String name : STANDING) {
      assertThat(now.entrySet())
          .as(name)
          .anyMatch(series ->
              name(series.getKey()).equals(name) && Double.parseDouble(series.getValue()) > 0);
    }
  }

  /// What people do: more than the archive and the view take in the same moment. `look` is called
  /// while they are there.
  private static void use(Running running, Runnable look) {
    Chat chat = new Chat(running);
    User alice = chat.user("alice");
    User bob = chat.user("bob");
    String session = alice.createSession(bob);
    try (ChatSocket socket = bob.socket()) {
      socket.join(session);
      List<Map<String, String>> messages =
          IntStream.range(0, 100).mapToObj(i -> Map.of("content", "Message " + i)).toList();
      for (int i = 0; i < 10; i++) {
        alice.post("/chat/sessions/" + session + "/messages/batch", Map.of("messages", messages));
      }
      chat.user("mallory").get("/chat/sessions/" + session).require(404);
      alice.get("/chat/sessions/" + session + "/messages?before=" + session + ".20");
      alice.get("/chat/sessions/" + session + "/messages");
      socket.ask("send_message", Map.of("sessionId", session, "content", ""));
      look.run();
    }
    try (ChatSocket wrong = bob.socket()) {
      wrong.say("no JSON");
      assertThat(wrong.closeCode()).isPositive();
    }
  }

  private static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      for (Path file : files.filter(MetricsTest::isQueries).toList()) {
        Matcher found = NAME.matcher(Files.readString(file));
        while (found.find()) {
          names.add(found.group());
        }
      }
    }
    return names;
  }

  private static boolean isQueries(Path file) {
    return file.endsWith(Path.of("prometheus", "alerts.yml"))
        || file.toString().matches(".*/grafana/dashboards/[^/]+[.]json");
  }

  /// Values by name and labels.
  private static Map<String, String> series(User user) {
    Map<String, String> series = new HashMap<>();
    user.get("/actuator/prometheus")
        .require(200)
        .text()
        .lines()
        .map(SERIES::matcher)
        .filter(Matcher::matches)
        .forEach(line ->
            series.put(
                line.group(1) + (line.group(2) == null ? "" : line.group(2)), line.group(3)));
    return series;
  }

  private static String name(String series) {
    int labels = series.indexOf('{');
    return labels < 0 ? series : series.substring(0, labels);
  }
}
