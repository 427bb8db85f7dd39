package dev.confab.system.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.system.history.Digest;
import dev.confab.system.history.Entry;
import dev.confab.system.history.HistoryWriter;
import dev.confab.system.history.Item;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/// Reads what the archive has of the run's sessions. Calls block.
final class ArchiveRows {
  private static final String BEHIND =
      "SELECT last_seq FROM sessions WHERE session_id = ? AND last_seq >= ?";

  private final String url;

  /// @param url of JDBC
  ArchiveRows(String url) {
    this.url = url;
  }

  /// Whether it holds each session up to there.
  boolean holds(Map<String, Long> last) {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement query = connection.prepareStatement(BEHIND)) {
      for (var session : last.entrySet()) {
        query.setString(1, session.getKey());
        query.setLong(2, session.getValue());
        try (ResultSet rows = query.executeQuery()) {
          if (!rows.next()) {
            return false;
          }
        }
      }
      return true;
    } catch (SQLException e) {
      return false; // Still away.
    }
  }

  void record(Set<String> sessions, HistoryWriter history) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      rows(connection, Entry.Page.EVENTS, "body", sessions, history);
      rows(connection, Entry.Page.MESSAGES, "content", sessions, history);
    }
  }

  private static void rows(
      Connection connection, String table, String column, Set<String> sessions, HistoryWriter to)
      throws SQLException {
    String sql =
        "SELECT seq, %s FROM %s WHERE session_id = ? ORDER BY seq".formatted(column, table);
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (String session : sessions) {
        query.setString(1, session);
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            Item item = new Item(rows.getLong(1), Digest.of(rows.getString(2).getBytes(UTF_8)));
            to.record("archive", new Entry.Archived(table, session, item));
          }
        }
      }
    }
  }
}
