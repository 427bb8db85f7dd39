package dev.confab.message.archive;

import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.SessionId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Writes the tables of messages and events. Statements on single old messages name their session,
/// so each touches one partition.
final class MessageRows {
  private static final String INSERT_EVENTS =
      """
      INSERT INTO events (session_id, seq, type, at, body)
      SELECT session_id, seq, type, at::timestamptz, body
      FROM unnest(?, ?, ?, ?, ?) AS new (session_id, seq, type, at, body)
      """;
  private static final String INSERT_MESSAGES =
      """
      INSERT INTO messages
        (session_id, seq, sender_id, role, content, metadata, created_at, edited_at, client_id)
      SELECT session_id, seq, sender_id, role, content, metadata::json, created_at::timestamptz,
        edited_at::timestamptz, client_id
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) AS new (session_id, seq, sender_id, role, content,
        metadata, created_at, edited_at, client_id)
      """;
  private static final String EDIT =
      """
      UPDATE messages SET role = ?, content = ?, metadata = ?::json, edited_at = ?
      WHERE session_id = ? AND seq = ?
      """;
  private static final String DELETE = "DELETE FROM messages WHERE session_id = ? AND seq = ?";
  private static final String CLEAR = "DELETE FROM messages WHERE session_id = ? AND seq <= ?";

  private record Address(SessionId session, long seq) {}

  private final JdbcTemplate jdbc;

  MessageRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Returns by how many messages each session has grown, or shrunk: what is inserted was not
  /// there, or nothing is written, and what goes is counted from the rows themselves.
  Map<SessionId, Long> write(Collection<SessionChanges> changes) {
    Map<SessionId, Long> grown = new HashMap<>();
    insertEvents(changes.stream().flatMap(change -> change.events.stream()).toList());
    insert(changes.stream().flatMap(change -> change.created.values().stream()).toList(), grown);
    edit(changes.stream().flatMap(change -> change.edited.values().stream()).toList());
    delete(DELETE, changes.stream().flatMap(MessageRows::removed).toList(), grown);
    delete(
        CLEAR,
        changes.stream()
            .filter(change -> change.clearedUpTo > 0)
            .map(change -> new Address(change.id, change.clearedUpTo))
            .toList(),
        grown);
    return grown;
  }

  /// Removes all that was said in sessions that are deleted.
  void erase(Collection<SessionId> sessions) {
    List<Object[]> rows = sessions.stream().map(id -> new Object[] {id.value()}).toList();
    jdbc.batchUpdate("DELETE FROM messages WHERE session_id = ?", rows);
    jdbc.batchUpdate("DELETE FROM events WHERE session_id = ?", rows);
  }

  private void insertEvents(List<ArchivedEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    jdbc.update(
        INSERT_EVENTS,
        Columns.of(events)
            .text(row -> row.event().sessionId().value())
            .number(row -> row.event().seq())
            .text(row -> row.event().typeName())
            .time(row -> row.event().at())
            .text(ArchivedEvent::body));
  }

  private void insert(List<Message> messages, Map<SessionId, Long> grown) {
    if (messages.isEmpty()) {
      return;
    }
    jdbc.update(
        INSERT_MESSAGES,
        Columns.of(messages)
            .text(row -> row.sessionId().value())
            .number(Message::seq)
            .text(row -> row.senderId().value())
            .text(row -> name(row.role()))
            .text(Message::content)
            .text(row -> json(row.metadata()))
            .time(Message::createdAt)
            .time(Message::editedAt)
            .text(row -> name(row.clientId())));
    messages.forEach(message -> grown.merge(message.sessionId(), 1L, Long::sum));
  }

  private void edit(List<Message> messages) {
    jdbc.batchUpdate(
        EDIT,
        messages,
        Math.max(1, messages.size()),
        (statement, message) -> {
          Instant edited = message.editedAt();
          statement.setString(1, name(message.role()));
          statement.setString(2, message.content());
          statement.setString(3, json(message.metadata()));
          statement.setObject(4, edited == null ? null : edited.atOffset(ZoneOffset.UTC));
          statement.setString(5, message.sessionId().value());
          statement.setLong(6, message.seq());
        });
  }

  private void delete(String sql, List<Address> addresses, Map<SessionId, Long> grown) {
    if (addresses.isEmpty()) {
      return;
    }
    int[] deleted =
        jdbc.batchUpdate(
            sql,
            addresses.stream()
                .map(row -> new Object[] {row.session().value(), row.seq()})
                .toList());
    for (int i = 0; i < deleted.length; i++) {
      grown.merge(addresses.get(i).session(), (long) -deleted[i], Long::sum);
    }
  }

  private static Stream<Address> removed(SessionChanges change) {
    return change.removed.stream().map(seq -> new Address(change.id, seq));
  }

  static String name(MessageRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String name(@Nullable CommandId id) {
    return id == null ? null : id.value();
  }

  static String json(Metadata metadata) {
    return Json.mapper().writeValueAsString(metadata);
  }
}
