package dev.confab.system.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.system.client.Answer;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.Frame;
import dev.confab.system.client.User;
import dev.confab.system.running.Database;
import dev.confab.system.running.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares every view of a session with the topic, as it was when this was made.
public final class Views {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Database database;
  private final Map<String, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>>> topic;

  public Views(Running running) {
    this.database = running.database();
    this.topic = running.eventLog().events();
  }

  /// The session's events as the topic has them, byte for byte.
  public List<String> events(String session) {
    List<String> events = new ArrayList<>();
    for (var record : topic.getOrDefault(session, List.of())) {
      byte[] value = record.value();
      events.add(value == null ? "null" : new String(value, UTF_8));
    }
    return events;
  }

  /// Whether topic, history and archive show the same session, as this member sees it.
  public void compare(String session, User reader, Disagreements found) {
    List<String> texts = events(session);
    List<JsonNode> events = texts.stream().map(JSON::readTree).toList();
    long last = events.size();
    found.compare(
        session + ": seqs on the topic",
        LongStream.rangeClosed(1, last).boxed().toList(),
        events.stream().map(event -> event.path("seq").asLong()).toList());
    database.awaitEvent(session, last);
    List<JsonNode> messages = Fold.messages(events);
    compareHistory(session, reader, events, messages, found);
    compareArchive(session, texts, messages, found);
  }

  /// Whether the socket got exactly the events from `from` on.
  public void compare(String session, ChatSocket socket, long from, Disagreements found) {
    List<String> all = events(session);
    List<String> expected = all.subList((int) from - 1, all.size());
    try {
      Awaitility.await()
          .atMost(ChatSocket.PATIENCE)
          .until(() -> socket.isClosed() || socket.events(session).size() >= expected.size());
    } catch (ConditionTimeoutException e) {
      // The comparison says what is missing.
    }
    found.compare(
        session + ": events on a socket",
        expected,
        socket.events(session).stream().map(Frame::text).toList());
  }

  private static void compareHistory(
      String session,
      User reader,
      List<JsonNode> events,
      List<JsonNode> messages,
      Disagreements found) {
    long last = events.size();
    String path = "/chat/sessions/" + session;
    Answer view = reader.get(path + "?minSeq=" + last).require(200);
    found.compare(session + ": lastSeq", last, view.number("lastSeq"));
    found.compare(session + ": messageCount", (long) messages.size(), view.number("messageCount"));
    found.compare(
        session + ": count",
        (long) messages.size(),
        reader.get(path + "/messages/count").require(200).number("count"));
    List<JsonNode> down = new ArrayList<>();
    for (List<JsonNode> page : reader.pages(path + "/messages?limit=200")) {
      down.addAll(0, page);
    }
    found.compare(session + ": messages, newest page first", messages, down);
    List<JsonNode> up = new ArrayList<>();
    reader.pages(path + "/messages?limit=199&after=0").forEach(up::addAll);
    found.compare(session + ": messages, oldest page first", messages, up);
    found.compare(session + ": events", events, events(reader, path));
  }

  private static List<JsonNode> events(User reader, String path) {
    List<JsonNode> events = new ArrayList<>();
    long last;
    do {
      Answer page = reader.get(path + "/events?limit=200&after=" + events.size()).require(200);
      page.items().forEach(events::add);
      last = page.items().isEmpty() ? 0 : page.number("lastSeq");
    } while (events.size() < last);
    return events;
  }

  private void compareArchive(
      String session, List<String> texts, List<JsonNode> messages, Disagreements found) {
    found.compare(
        session + ": events in PostgreSQL",
        texts,
        database.column("SELECT body FROM events WHERE session_id = ? ORDER BY seq", session));
    found.compare(
        session + ": messages in PostgreSQL",
        messages.stream().map(Views::row).toList(),
        database.rows(
            """
            SELECT seq, sender_id, role, content, edited_at IS NOT NULL, client_id
            FROM messages WHERE session_id = ? ORDER BY seq\
            """,
            session));
    found.compare(
        session + ": counts in PostgreSQL",
        List.of(String.valueOf(texts.size()), String.valueOf(messages.size())),
        database
            .rows("SELECT last_seq, message_count FROM sessions WHERE session_id = ?", session)
            .stream()
            .flatMap(List::stream)
            .toList());
  }

  private static List<String> row(JsonNode message) {
    return Stream.of(
            message.path("seq").asString(""),
            message.path("senderId").asString(""),
            message.path("role").asString(""),
            message.path("content").asString(""),
            message.has("editedAt") ? "t" : "f",
            message.path("clientId").asString("null"))
        .toList();
  }
}
