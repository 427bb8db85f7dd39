package dev.confab.system.running;

import dev.confab.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/// The archive, as SQL reads it.
public record Database(String url) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ARCHIVED =
      "SELECT coalesce(max(seq), 0) FROM events WHERE session_id = ?";

  /// As the role `confab`, with its password from the file that is beside the data.
  ///
  /// @param address `host:port`
  static Database at(String address, Path passwords) {
    try {
      return new Database(
          "jdbc:postgresql://%s/confab?user=confab&password=%s"
              .formatted(address, EmbeddedPostgres.password(passwords, EmbeddedPostgres.NAME)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The rows, each column as text; SQL's `NULL` is `"null"`.
  public List<List<String>> rows(String sql, Object... arguments) {
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        return rows(result);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /// The first column.
  public List<String> column(String sql, Object... arguments) {
    return rows(sql, arguments).stream().map(List::getFirst).toList();
  }

  /// Returns once the session's events up to this one are archived.
  public void awaitEvent(String session, long seq) {
    Awaitility.await("event " + seq + " of " + session + " in the archive")
        .atMost(PATIENCE)
        .until(() -> Long.parseLong(column(ARCHIVED, session).getFirst()) >= seq);
  }

  /// Keeps the archive from writing until it is closed. Reads go on.
  public Hold hold() throws SQLException {
    Connection lock = DriverManager.getConnection(url);
    lock.setAutoCommit(false);
    try (Statement statement = lock.createStatement()) {
      statement.execute("LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE");
    }
    return new Hold(lock);
  }

  /// The lock, for as long as it is open.
  public record Hold(Connection lock) implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      lock.close();
    }
  }

  private static List<List<String>> rows(ResultSet result) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        row.add(String.valueOf(result.getString(i)));
      }
      rows.add(row);
    }
    return rows;
  }
}
