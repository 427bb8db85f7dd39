package dev.confab.standalone.postgres;

import dev.confab.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Who may use a server, and as whom: each role has a password, and the one that services use owns
/// the database `confab` and is no superuser, so that it reaches no files and no programs.
///
/// A directory of a version whose server asked for no password gets this with its next start.
final class Access {
  private static final String PASSWORDS = "pgpass";

  /// SQL state `invalid_password`.
  private static final String WRONG_PASSWORD = "28P01";

  /// The services' role and database.
  static final String USER = "confab";

  /// The superuser, for whoever runs this.
  static final String ADMIN = "confab_admin";

  /// What the superuser of an older version is called from then on; nobody can sign in as that.
  private static final String FORMER = "confab_former";

  private static final String MARK = "# Written by Confab: each role has a password.";
  private static final String RULE = "host all all 127.0.0.1/32 scram-sha-256";

  private static final String OBJECTS =
      """
      SELECT format('ALTER TABLE %I.%I OWNER TO confab', schemaname, tablename)
      FROM pg_tables WHERE schemaname = 'public'
      UNION ALL
      SELECT format('ALTER VIEW %I.%I OWNER TO confab', schemaname, viewname)
      FROM pg_views WHERE schemaname = 'public'
      """;

  private final Path directory;
  private final Path passwordFile;

  /// @param directory the server's data
  Access(Path directory) {
    this.directory = directory;
    this.passwordFile = passwordFile(directory);
  }

  /// Beside the directory.
  static Path passwordFile(Path directory) {
    return directory.resolveSibling(PASSWORDS);
  }

  /// Before the directory is made.
  void providePasswords() throws IOException {
    Passwords.provide(passwordFile);
  }

  Passwords passwords() throws IOException {
    return Passwords.in(passwordFile);
  }

  /// Writes the rules of a directory that is being made.
  static void restrict(Path directory) throws IOException {
    Passwords.write(rules(directory), List.of(MARK, RULE));
  }

  /// Whether the services' role can use its database on that port; both are made if they are
  /// missing. Throws `IOException` where asking again does not help.
  boolean answers(int port) throws IOException {
    boolean restricted = isRestricted();
    if (!restricted) {
      providePasswords();
    }
    Passwords passwords = passwords();
    try {
      if (!restricted) {
        adopt(port, passwords);
      }
      try (Connection connection = connect(port, "postgres", ADMIN, passwords.of(ADMIN));
          Statement statement = connection.createStatement()) {
        provide(statement, passwords.of(USER));
      }
      return true;
    } catch (SQLException e) {
      if (WRONG_PASSWORD.equals(e.getSQLState())) {
        throw new IOException(
            "PostgreSQL refuses the passwords of %s: put the right file back, or begin anew with --reset."
                .formatted(passwordFile),
            e);
      }
      return false;
    }
  }

  private boolean isRestricted() throws IOException {
    return Files.readAllLines(rules(directory)).contains(MARK);
  }

  private static Path rules(Path directory) {
    return directory.resolve("pg_hba.conf");
  }

  private static void provide(Statement statement, String password) throws SQLException {
    if (!has(statement, "pg_roles WHERE rolname = '" + USER + "'")) {
      statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(USER, password));
    }
    if (!has(statement, "pg_database WHERE datname = '" + USER + "'")) {
      statement.execute("CREATE DATABASE %1$s OWNER %1$s".formatted(USER));
    }
  }

  /// The server still believes every name. Each step may have been done by a start that was cut
  /// off; the rules come last.
  private void adopt(int port, Passwords passwords) throws IOException, SQLException {
    try (Connection connection = connect(port, "postgres", bootstrap(port), "");
        Statement statement = connection.createStatement()) {
      String known =
          has(statement, "pg_roles WHERE rolname = '" + ADMIN + "'") ? "ALTER" : "CREATE";
      statement.execute(
          "%s ROLE %s SUPERUSER LOGIN PASSWORD '%s'".formatted(known, ADMIN, passwords.of(ADMIN)));
    }
    try (Connection connection = connect(port, "postgres", ADMIN, "");
        Statement statement = connection.createStatement()) {
      if (has(statement, "pg_roles WHERE rolname = '" + USER + "' AND rolsuper")) {
        statement.execute("ALTER ROLE %s RENAME TO %s".formatted(USER, FORMER));
      }
      provide(statement, passwords.of(USER));
      statement.execute("ALTER DATABASE %1$s OWNER TO %1$s".formatted(USER));
      statement.execute("ALTER ROLE %s NOLOGIN".formatted(FORMER));
    }
    try (Connection connection = connect(port, USER, ADMIN, "");
        Statement statement = connection.createStatement()) {
      for (String handOver : column(statement, OBJECTS)) {
        statement.execute(handOver);
      }
      restrict(directory);
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  /// The superuser that the directory was made with, whatever it is called by now.
  private static String bootstrap(int port) throws SQLException {
    try (Connection connection = connect(port, "postgres", ADMIN, "")) {
      return connection.getMetaData().getUserName();
    } catch (SQLException e) {
      return USER;
    }
  }

  private static Connection connect(int port, String database, String role, String password)
      throws SQLException {
    String url = "jdbc:postgresql://%s:%d/%s".formatted(LoopbackPort.HOST, port, database);
    return DriverManager.getConnection(url, role, password);
  }

  private static boolean has(Statement statement, String what) throws SQLException {
    return !column(statement, "SELECT 1 FROM " + what).isEmpty();
  }

  private static List<String> column(Statement statement, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
