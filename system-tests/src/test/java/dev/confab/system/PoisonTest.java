package dev.confab.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.id.SessionId;
import dev.confab.schema.topic.Topics;
import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.User;
import dev.confab.system.running.RawProducer;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import dev.confab.system.view.Disagreements;
import dev.confab.system.view.Views;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedRun.class)
class PoisonTest {
  private static final String COMMANDS = "chat.commands";
  private static final String EVENTS = "chat.events";

  /// A record that nobody can use, and where it is.
  private record Poison(int partition, long offset, @Nullable String key, @Nullable String value) {}

  private Running running;
  private User alice;
  private RawProducer producer;

  @BeforeEach
  void start(Running shared) {
    running = shared;
    alice = new Chat(running).user("alice");
    producer = new RawProducer(running);
  }

  @AfterEach
  void end() {
    producer.close();
  }

  @Test
  void poisonedCommandsGoToTheDeadLettersAndTheShardGoesOn() {
    Map<Integer, String> sessions = aSessionInEachPartition();
    List<Poison> poisons = new ArrayList<>();
    sessions.forEach((partition, session) -> poisons.addAll(poison(partition, session)));
    sessions.forEach((partition, session) ->
        assertThat(alice.send(session, "Goes on").number("seq")).isEqualTo(2));

    Awaitility.await("the dead letters")
        .atMost(ChatSocket.PATIENCE)
        .until(() -> letters().keySet().containsAll(poisons.stream().map(this::place).toList()));
    Map<String, ConsumerRecord<byte @Nullable [], byte @Nullable []>> letters = letters();
    for (Poison poison : poisons) {
      var letter = letters.get(place(poison));
      assertThat(letter).isNotNull();
      if (letter != null) {
        assertThat(text(letter.key())).isEqualTo(poison.key());
        assertThat(text(letter.value())).isEqualTo(poison.value());
        assertThat(header(letter.headers(), "reason")).isNotBlank();
      }
    }
    assertAgree(sessions);
  }

  /// Records of a former owner, of one that never opened the shard, and what is no record at all.
  @Test
  void foreignRecordOnTheEventsIsNoEvent() {
    Map<Integer, String> sessions = aSessionInEachPartition();
    sessions.forEach(this::forge);
    try (ChatSocket socket = alice.socket()) {
      sessions.forEach((partition, session) -> {
        socket.join(session);
        forge(partition, session);
        long seq = alice.send(session, "Goes on").number("seq");
        assertThat(seq).isEqualTo(2);
        assertThat(socket.awaitEvents(session, seq)).hasSize(1);
      });
    }
    assertAgree(sessions);
  }

  private List<Poison> poison(int partition, String session) {
    String sound = command(session);
    return List.of(
        poison(partition, session, "garbage \u0001 {"),
        poison(partition, session, "[]"),
        poison(partition, session, ""),
        poison(partition, session, null),
        poison(partition, null, sound),
        poison(partition, session, sound.replace("send_message", "fly_away")),
        poison(partition, session, sound.replace("\"content\"", "\"contents\"")),
        poison(partition, session, "x".repeat(900_000)));
  }

  private Poison poison(int partition, @Nullable String key, @Nullable String value) {
    long offset = producer.write(COMMANDS, partition, key, value, Map.of());
    return new Poison(partition, offset, key, value);
  }

  private void forge(int partition, String session) {
    String event = command(session).replace("send_message", "message_created");
    producer.write(EVENTS, partition, session, event, Map.of());
    producer.write(EVENTS, partition, session, "garbage", Map.of());
    producer.write(EVENTS, partition, null, null, Map.of());
    producer.write(EVENTS, partition, session, event, position("0", "an-owner-of-long-ago"));
    producer.write(EVENTS, partition, session, event, position("999999", "without-a-marker"));
    producer.write(EVENTS, partition, session, event, position("x", "nobody"));
  }

  private static Map<String, String> position(String term, String owner) {
    return Map.of(
        "term", term, "owner", owner, "n", "1", "safe", "0", "seq", "2", "command-offset", "0");
  }

  private static String command(String session) {
    return """
    {"type":"send_message","sessionId":"%s","commandId":"poison","at":"2026-01-01T00:00:00.000Z",\
    "actor":{"userId":"eve","scopes":["chat:service"]},"content":"Poison"}\
    """
        .formatted(session);
  }

  private void assertAgree(Map<Integer, String> sessions) {
    Views views = new Views(running);
    Disagreements found = new Disagreements();
    sessions.values().forEach(session -> views.compare(session, alice, found));
    found.requireNone();
    sessions.values().forEach(session -> assertThat(views.events(session)).as(session).hasSize(2));
  }

  private Map<Integer, String> aSessionInEachPartition() {
    int partitions = producer.partitions(COMMANDS);
    Map<Integer, String> sessions = new HashMap<>();
    while (sessions.size() < partitions) {
      String session = alice.createSession();
      sessions.putIfAbsent(Topics.partition(new SessionId(session), partitions), session);
    }
    return sessions;
  }

  private String place(Poison poison) {
    return COMMANDS + " " + poison.partition() + " " + poison.offset();
  }

  /// The dead letters, by where they come from.
  private Map<String, ConsumerRecord<byte @Nullable [], byte @Nullable []>> letters() {
    Map<String, ConsumerRecord<byte @Nullable [], byte @Nullable []>> letters = new HashMap<>();
    for (var letter : running.eventLog().records("chat.dead-letters")) {
      Headers headers = letter.headers();
      String place =
          String.join(
              " ",
              header(headers, "source-topic"),
              header(headers, "source-partition"),
              header(headers, "source-offset"));
      letters.put(place, letter);
    }
    return letters;
  }

  private static String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, UTF_8);
  }
}
