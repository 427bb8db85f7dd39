package dev.confab.message.archive;

import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Session;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Writes the tables of sessions and their members. A session's `last_seq` only grows.
final class SessionRows {
  private static final String LAST_SEQS =
      "SELECT session_id, last_seq FROM sessions WHERE session_id = ANY (?)";
  private static final String INSERT =
      """
      INSERT INTO sessions (session_id, title, owner_id, metadata, created_at, updated_at, last_seq,
        message_count, cleared_up_to)
      SELECT session_id, title, owner_id, metadata::json, created_at::timestamptz,
        created_at::timestamptz, 0, 0, 0
      FROM unnest(?, ?, ?, ?, ?) AS new (session_id, title, owner_id, metadata, created_at)
      ON CONFLICT DO NOTHING
      """;
  // A deleted session keeps its row, so that nobody takes it for one that is not archived yet, but
  // nothing that anybody wrote into it.
  private static final String UPDATE =
      """
      UPDATE sessions s SET
        title = CASE WHEN now.described THEN now.title ELSE s.title END,
        metadata = CASE WHEN now.described THEN now.metadata::json ELSE s.metadata END,
        updated_at = now.updated_at::timestamptz,
        last_seq = now.last_seq,
        message_count = CASE WHEN now.deleted_at IS NULL THEN s.message_count + now.grown ELSE 0 END,
        cleared_up_to = greatest(s.cleared_up_to, now.cleared_up_to),
        deleted_at = now.deleted_at::timestamptz
      FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) AS now (session_id, described, title, metadata,
        updated_at, last_seq, grown, cleared_up_to, deleted_at)
      WHERE s.session_id = now.session_id AND s.last_seq < now.last_seq
      """;
  private static final String SET_MEMBERS =
      """
      INSERT INTO session_members (session_id, user_id, role) SELECT * FROM unnest(?, ?, ?)
      ON CONFLICT (session_id, user_id) DO UPDATE SET role = excluded.role
      """;
  private static final String REMOVE_MEMBER =
      "DELETE FROM session_members WHERE session_id = ? AND user_id = ?";

  private record Seat(SessionId session, UserId user, MemberRole role) {}

  private final JdbcTemplate jdbc;

  SessionRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// The last seq that is archived of each of these sessions; those without a row are left out.
  Map<SessionId, Long> lastSeqs(Collection<SessionId> sessions) {
    Map<SessionId, Long> found = new HashMap<>();
    jdbc.query(
        LAST_SEQS,
        Columns.of(sessions).text(SessionId::value),
        row -> {
          found.put(new SessionId(row.getString(1)), row.getLong(2));
        });
    return found;
  }

  /// `grown`: by how many messages sessions have grown.
  void write(Collection<SessionChanges> changes, Map<SessionId, Long> grown) {
    insert(changes.stream().filter(change -> change.described != null).toList());
    jdbc.update(
        UPDATE,
        Columns.of(changes)
            .text(change -> change.id.value())
            .flag(change -> change.described != null || change.deletedAt != null)
            .text(SessionRows::title)
            .text(SessionRows::metadata)
            .time(change -> change.updatedAt)
            .number(change -> change.lastSeq)
            .number(change -> grown.getOrDefault(change.id, 0L))
            .number(change -> change.clearedUpTo)
            .time(change -> change.deletedAt));
    writeMembers(changes);
  }

  /// Removes the members of sessions that are deleted.
  void erase(Collection<SessionId> sessions) {
    jdbc.batchUpdate(
        "DELETE FROM session_members WHERE session_id = ?",
        sessions.stream().map(id -> new Object[] {id.value()}).toList());
  }

  private void insert(List<SessionChanges> described) {
    if (described.isEmpty()) {
      return;
    }
    List<Session> sessions =
        described.stream().map(change -> Objects.requireNonNull(change.described)).toList();
    jdbc.update(
        INSERT,
        Columns.of(sessions)
            .text(session -> session.id().value())
            .text(Session::title)
            .text(session -> session.ownerId().value())
            .text(session -> MessageRows.json(session.metadata()))
            .time(Session::createdAt));
  }

  private void writeMembers(Collection<SessionChanges> changes) {
    List<Seat> taken = new ArrayList<>();
    List<Object[]> left = new ArrayList<>();
    for (SessionChanges change : changes) {
      change.members.forEach((user, role) -> {
        if (role == null) {
          left.add(new Object[] {change.id.value(), user.value()});
        } else {
          taken.add(new Seat(change.id, user, role));
        }
      });
    }
    if (!taken.isEmpty()) {
      jdbc.update(
          SET_MEMBERS,
          Columns.of(taken)
              .text(seat -> seat.session().value())
              .text(seat -> seat.user().value())
              .text(seat -> seat.role().name().toLowerCase(Locale.ROOT)));
    }
    jdbc.batchUpdate(REMOVE_MEMBER, left);
  }

  private static @Nullable String title(SessionChanges change) {
    return change.described == null || change.deletedAt != null ? null : change.described.title();
  }

  private static @Nullable String metadata(SessionChanges change) {
    if (change.deletedAt != null) {
      return "{}";
    }
    return change.described == null ? null : MessageRows.json(change.described.metadata());
  }
}
