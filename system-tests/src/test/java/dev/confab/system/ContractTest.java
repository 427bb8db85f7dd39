package dev.confab.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.topic.Topics;
import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.User;
import dev.confab.system.running.EventLog;
import dev.confab.system.running.RawProducer;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import dev.confab.system.view.Disagreements;
import dev.confab.system.view.Views;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What analytics may rely on, seen from outside: each kind of event once, read back.
@ExtendWith(SharedRun.class)
class ContractTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> TYPES =
      List.of(
          "session_created",
          "session_updated",
          "member_added",
          "member_removed",
          "message_created",
          "message_updated",
          "message_deleted",
          "message_created",
          "session_cleared",
          "session_deleted");

  private Running running;
  private Chat chat;
  private User alice;
  private String session;
  private String path;

  @BeforeEach
  void start(Running shared) {
    running = shared;
    chat = new Chat(running);
    alice = chat.user("alice");
    session = alice.createSession();
    path = "/chat/sessions/" + session;
  }

  @Test
  void eventsAreTheSameBytesEverywhere() {
    try (ChatSocket socket = alice.socket()) {
      socket.join(session);
      changeEverything();
      Views views = new Views(running);
      List<String> events = views.events(session);
      Answer page = alice.get(path + "/events?after=0&minSeq=9").require(200);
      assertThat(page.text())
          .isEqualTo(
              "{\"items\":[%s],\"epoch\":\"%s\",\"lastSeq\":9}"
                  .formatted(String.join(",", events), page.field("epoch")));
      alice.delete(path).require(204);
      socket.awaitPushed("session_deleted", session);
      Disagreements found = new Disagreements();
      new Views(running).compare(session, socket, 2, found);
      found.requireNone();
    }
  }

  @Test
  void recordsAreCloudEvents() {
    changeEverything();
    alice.delete(path).require(204);
    EventLog log = running.eventLog();
    var records = Objects.requireNonNull(log.events().get(session));
    assertThat(records)
        .extracting(record -> header(record, "ce_type"))
        .containsExactlyElementsOf(TYPES.stream().map(type -> "chat." + type).toList());
    for (var record : records) {
      JsonNode event = json(record);
      assertThat(record.partition())
          .isEqualTo(Topics.partition(new SessionId(session), Topics.DEFAULT_PARTITIONS));
      assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
      assertThat(header(record, "ce_id")).isEqualTo(session + "." + event.path("seq").asLong());
      assertThat(header(record, "ce_source")).isNotBlank();
      assertThat(header(record, "ce_time")).isEqualTo(event.path("at").asString(""));
      assertThat(header(record, "ce_subject")).isEqualTo(session);
      assertThat(header(record, "content-type")).isEqualTo("application/json");
      assertThat(header(record, "seq")).isEqualTo(event.path("seq").asString(""));
    }
  }

  /// Not only those of this test: all that are on the topic by now.
  @Test
  void everyEventKeepsItsSchema() throws IOException {
    changeEverything();
    alice.delete(path).require(204);
    Map<String, Schema> schemas = new HashMap<>();
    for (String type : new TreeSet<>(TYPES)) {
      schemas.put(type, schema(type));
    }
    running
        .eventLog()
        .events()
        .values()
        .forEach(events ->
            events.forEach(record -> {
              String type = json(record).path("type").asString("");
              Schema schema = Objects.requireNonNull(schemas.get(type), type);
              assertThat(schema.validate(value(record), InputFormat.JSON))
                  .as(value(record))
                  .isEmpty();
            }));
  }

  @Test
  void controlRecordsHaveNoKey() {
    alice.send(session, "So that there is an event");
    for (var record : running.eventLog().records(Topics.EVENTS.name())) {
      if (header(record, "ce_type").startsWith("confab.")) {
        assertThat(record.key()).isNull();
        assertThat(header(record, "ce_type")).isIn("confab.shard_opened", "confab.progress");
        assertThat(header(record, "seq")).isEmpty();
      }
    }
  }

  @Test
  void trustedBackEndMayWriteCommandsToTheTopic() {
    int partition = Topics.partition(new SessionId(session), Topics.DEFAULT_PARTITIONS);
    String command =
        """
        {"type":"send_message","sessionId":"%s","commandId":"%s","keyed":false,\
        "at":"2026-01-01T00:00:00.000Z","actor":{"userId":"bot","scopes":["chat:service"]},\
        "content":"By the topic","role":"system"}\
        """
            .formatted(session, Chat.name("command"));
    try (ChatSocket socket = alice.socket();
        RawProducer producer = new RawProducer(running)) {
      socket.join(session);
      producer.write("chat.commands", partition, session, command, Map.of());
      JsonNode message = socket.awaitEvents(session, 2).getFirst().json().path("message");
      assertThat(message.path("senderId").asString("")).isEqualTo("bot");
      assertThat(message.path("role").asString("")).isEqualTo("system");
    }
  }

  /// Every kind of event but the last.
  private void changeEverything() {
    alice.patch(path, Map.of("title", "Grüße 🦉", "metadata", Map.of("a", 1.50))).require(200);
    alice.put(path + "/members/carol").require(204);
    alice.delete(path + "/members/carol").require(204);
    String content = "Odd: é 世界 🦉 \"\\\n\t\u001f / </script> \u2028";
    String message =
        alice
            .post(
                path + "/messages",
                Map.of("content", content, "metadata", Map.of("z", List.of(1e2, -0.0))),
                "key-1")
            .require(201)
            .field("id");
    alice.put("/chat/messages/" + message, Map.of("content", content + "!")).require(200);
    alice.delete("/chat/messages/" + message).require(204);
    alice.send(session, "To be cleared");
    alice.delete(path + "/messages").require(204);
  }

  private static Schema schema(String type) throws IOException {
    String name = "/dev/confab/schema/event/v1/" + type + ".schema.json";
    try (var stream = Objects.requireNonNull(Event.class.getResourceAsStream(name))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(stream.readAllBytes(), UTF_8));
    }
  }

  private static String header(
      ConsumerRecord<byte @Nullable [], byte @Nullable []> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private static String value(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    return new String(Objects.requireNonNull(record.value()), UTF_8);
  }

  private static JsonNode json(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    return JSON.readTree(value(record));
  }
}
