package dev.confab.system.security;

import dev.confab.standalone.loopback.LoopbackPort;
import dev.confab.standalone.postgres.EmbeddedPostgres;
import dev.confab.system.running.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// A PostgreSQL that takes nobody without TLS and a password, with the roles of
/// `deploy/postgres/roles.sql`.
final class SecuredPostgres implements AutoCloseable {
  private static final String SUPER_USER = "confab_admin";
  private static final List<String> ROLES =
      List.of(SUPER_USER, "confab_owner", "confab_message", "confab_history");

  private final EmbeddedPostgres server;
  private final String url;
  private final Map<String, String> passwords = new LinkedHashMap<>();

  private SecuredPostgres(EmbeddedPostgres server, Certificates certificates) {
    this.server = server;
    this.url = server.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + certificates.authority();
    ROLES.forEach(role -> passwords.put(role, "secret-of-" + role + "-" + UUID.randomUUID()));
  }

  static SecuredPostgres start(Path folder, Path roles, Certificates certificates)
      throws IOException, InterruptedException, SQLException {
    Path data = folder.resolve("postgres");
    SecuredPostgres secured =
        new SecuredPostgres(
            EmbeddedPostgres.start(
                folder.resolve("postgres-binaries"),
                data,
                folder.resolve("logs").resolve("postgres.log"),
                LoopbackPort.free()),
            certificates);
    secured.prepare(Files.readString(roles), certificates, data);
    return secured;
  }

  private void prepare(String roles, Certificates certificates, Path data)
      throws IOException, SQLException {
    Files.writeString(data.resolve("pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
    String first = EmbeddedPostgres.password(EmbeddedPostgres.passwordFile(data), SUPER_USER);
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), SUPER_USER, first);
        Statement statement = connection.createStatement()) {
      statement.execute(roles);
      statement.execute(roles);
      for (var password : passwords.entrySet()) {
        statement.execute(
            "ALTER ROLE %s PASSWORD '%s'".formatted(password.getKey(), password.getValue()));
      }
      statement.execute(
          "ALTER SYSTEM SET ssl_cert_file = '%s'".formatted(certificates.serverChain()));
      statement.execute("ALTER SYSTEM SET ssl_key_file = '%s'".formatted(certificates.serverKey()));
      statement.execute("ALTER SYSTEM SET ssl = on");
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  /// With TLS, by the server's name.
  String url() {
    return url;
  }

  String password(String role) {
    return Objects.requireNonNull(passwords.get(role), role);
  }

  List<String> passwords() {
    return List.copyOf(passwords.values());
  }

  Database asSuperUser() {
    return new Database("%s&user=%s&password=%s".formatted(url, SUPER_USER, password(SUPER_USER)));
  }

  /// The SQLSTATE with which a role is refused a statement, in a transaction that may write; empty
  /// if it is not refused.
  String refusal(String role, String sql) {
    try (Connection connection = DriverManager.getConnection(url, role, password(role));
        Statement statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = off");
      statement.execute(sql);
      return "";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  /// The same for coming in by another address.
  String refusalAt(String otherUrl, String role) {
    try (Connection connection = DriverManager.getConnection(otherUrl, role, password(role))) {
      return connection.isValid(1) ? "" : "closed";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  String urlWithoutTls() {
    return server.jdbcUrl() + "?sslmode=disable";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
