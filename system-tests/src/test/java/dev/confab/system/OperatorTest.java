package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.User;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What those see who run it: where a message is, and what is counted.
@ExtendWith(SharedRun.class)
class OperatorTest {
  private static final List<String> WAY =
      List.of("gateway", "chat.commands", "chat.events", "timeline", "archive");

  @Test
  void messageIsFoundAtEveryStopOfItsWay(Running running) {
    Chat chat = new Chat(running);
    User alice = chat.user("alice");
    User operator = chat.user("operator", "chat:service");
    String session = alice.createSession();
    String message = alice.send(session, "Where am I?").field("id");

    Answer trace =
        Awaitility.await("the archive")
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> operator.get(way(message)).require(200),
                found -> found.text().split("\"passed\"", -1).length > WAY.size());

    assertThat(trace.text()).doesNotContain("Where am I?");
    List<JsonNode> hops = List.copyOf(trace.body().path("hops").values());
    assertThat(hops).extracting(hop -> hop.path("hop").asString()).isEqualTo(WAY);
    List<Instant> times =
        hops.subList(0, 3).stream().map(hop -> Instant.parse(hop.path("at").asString())).toList();
    assertThat(times).isSorted();
    assertThat(hops.get(0).path("by").asString()).isNotEmpty();
    assertThat(hops.get(2).path("by").asString()).matches("term \\d+, record \\d+");
    long offset = hops.get(2).path("offset").asLong();
    assertThat(hops.get(3).path("offset").asLong()).isGreaterThan(offset);
    assertThat(hops.get(4).path("offset").asLong()).isGreaterThan(offset);
  }

  @Test
  void deletedMessageHasItsWayToo(Running running) {
    Chat chat = new Chat(running);
    User alice = chat.user("alice");
    String session = alice.createSession();
    String message = alice.send(session, "Gone").field("id");
    alice.delete("/chat/messages/" + message).require(204);

    Answer trace = chat.user("operator", "chat:service").get(way(message)).require(200);

    assertThat(trace.body().path("hops").values())
        .extracting(hop -> hop.path("state").asString())
        .startsWith("passed", "passed", "passed", "passed");
  }

  @Test
  void waysAreForOperators(Running running) {
    Chat chat = new Chat(running);
    User alice = chat.user("alice");
    String session = alice.createSession();
    String message = alice.send(session, "Mine").field("id");
    User operator = chat.user("operator", "chat:service");

    alice.get(way(message)).refused(403, "forbidden");
    chat.with("nobody", "").get(way(message)).refused(401, "unauthenticated");
    operator.get(way("no-id")).refused(400, "invalid");
    operator.get(way(session + ".999")).refused(404, "message_not_found");
    operator.get(way(session + ".1")).refused(404, "message_not_found");
    operator.get(way("unknown.2")).refused(404, "message_not_found");
  }

  @Test
  void everythingThatMattersIsCounted(Running running) {
    Chat chat = new Chat(running);
    User alice = chat.user("alice");
    String session = alice.createSession();
    alice.send(session, "Count me");
    alice.get("/chat/sessions/unknown").require(404);

    String metrics = alice.get("/actuator/prometheus").require(200).text();

    for (String name :
        List.of(
            "confab_gateway_connections",
            "confab_gateway_channels",
            "confab_gateway_queue_bytes",
            "confab_gateway_frames_total",
            "confab_gateway_closes_total",
            "confab_gateway_refused_total",
            "confab_gateway_verdict_seconds_bucket",
            "confab_gateway_delivery_seconds_bucket",
            "confab_shards",
            "confab_shard_term",
            "confab_shard_open_seconds_bucket",
            "confab_shard_decisions_total",
            "confab_shard_unsound_events_total",
            "confab_archive_lag_records",
            "confab_archive_lag_seconds",
            "confab_timeline_lag_records",
            "confab_timeline_lag_seconds",
            "confab_dead_letters_total",
            "jvm_memory_used_bytes",
            "http_server_requests_seconds_count")) {
      assertThat(metrics).containsPattern("(?m)^" + name + "[{ ]");
    }
    assertThat(metrics)
        .containsPattern("(?m)^confab_shards(\\{.*})? 12\\.0$")
        .containsPattern("(?m)^confab_gateway_verdict_seconds_count\\{.*outcome=\"event\".*} [1-9]")
        .containsPattern("(?m)^confab_gateway_delivery_seconds_count(\\{.*})? [1-9]")
        .containsPattern("(?m)^confab_shard_decisions_total\\{.*outcome=\"event\".*} [1-9]");
    assertThat(metrics).as("ids of sessions make no series").doesNotContain(session);
  }

  private static String way(String message) {
    return "/ops/messages/" + message + "/trace";
  }
}
