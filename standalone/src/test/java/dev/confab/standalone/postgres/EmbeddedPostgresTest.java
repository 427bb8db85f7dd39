package dev.confab.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.confab.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  private static final Path BINARIES = Path.of("target", "postgres-binaries");

  @TempDir private Path folder;

  @Test
  void keepsDataAcrossARestartOnAnotherPort() throws Exception {
    try (var first = start()) {
      execute(first, "CREATE TABLE kept AS SELECT 42 AS number");
    }
    try (var second = start()) {
      assertThat(text(second, "SELECT number FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void takesOverFromAServerThatAKilledProcessLeftBehind() throws Exception {
    var left = start();
    execute(left, "CREATE TABLE kept AS SELECT 42 AS number");
    try (var next = start()) {
      assertThat(text(next, "SELECT number FROM kept")).isEqualTo("42");
    }
    assertThat(left.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void startsWhereThePidFileNamesAnUnrelatedProcess() throws Exception {
    start().close();
    Files.writeString(data().resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n");
    try (var next = start()) {
      assertThat(text(next, "SELECT 1")).isEqualTo("1");
    }
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void stopsWithoutItsPidFile() throws Exception {
    var server = start();
    Files.delete(data().resolve("postmaster.pid"));
    server.close();
    assertThat(server.onExit()).succeedsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void promisesThatAcknowledgedCommitsAreOnTheDisk() throws Exception {
    try (var server = start()) {
      assertThat(text(server, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(text(server, "SHOW fsync")).isEqualTo("on");
      assertThat(text(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void asksForAPasswordThatOnlyTheOwnerOfTheFolderCanRead() throws Exception {
    try (var server = start()) {
      assertPasswordsAreAskedFor(server);
    }
    Path passwords = EmbeddedPostgres.passwordFile(data());
    assertThat(Files.getPosixFilePermissions(passwords))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void whereThePasswordsAreLostTheStartSaysSo() throws Exception {
    start().close();
    Files.delete(EmbeddedPostgres.passwordFile(data()));
    assertThatThrownBy(this::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("pgpass is missing");
  }

  @Test
  void servicesReachNoFilesAndNoPrograms() throws Exception {
    try (var server = start()) {
      assertServicesReachNothing(server);
    }
  }

  @Test
  void aDirectoryWithoutPasswordsGetsThem() throws Exception {
    Path binaries = PostgresBinaries.unpacked(BINARIES.toAbsolutePath());
    var programs = new PostgresPrograms(binaries, folder.resolve("postgres.log"));
    programs.run("initdb", List.of("--pgdata=" + data(), "--username=confab", "--auth=trust"));
    int port = LoopbackPort.free();
    Process process = programs.postmaster(Cluster.settings(data(), port));
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/";
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> run(url + "postgres", "CREATE DATABASE confab"));
    run(url + "confab", "CREATE TABLE kept AS SELECT 42 AS number");
    process.destroy();
    process.waitFor();

    try (var server = start()) {
      assertThat(text(server, "SELECT number FROM kept")).isEqualTo("42");
      execute(server, "DROP TABLE kept");
      assertThat(text(server, "SELECT rolsuper FROM pg_roles WHERE rolname = 'confab'"))
          .isEqualTo("f");
      assertServicesReachNothing(server);
      assertPasswordsAreAskedFor(server);
    }
  }

  private static void assertPasswordsAreAskedFor(EmbeddedPostgres server) {
    for (String role : List.of(EmbeddedPostgres.NAME, "confab_admin", "postgres")) {
      assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(), role, "guessed"))
          .hasMessageContaining("password authentication failed");
    }
  }

  private static void assertServicesReachNothing(EmbeddedPostgres server) throws Exception {
    execute(server, "CREATE TABLE taken (line text)");
    for (String copy :
        List.of(
            "COPY taken TO PROGRAM 'true'",
            "COPY taken TO '/tmp/taken'",
            "COPY taken FROM '/etc/hosts'")) {
      assertThatThrownBy(() -> execute(server, copy)).hasMessageContaining("permission denied");
    }
  }

  private static boolean run(String url, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url, "confab", "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    }
  }

  private Path data() {
    return folder.resolve("postgres");
  }

  private EmbeddedPostgres start() throws IOException, InterruptedException {
    return EmbeddedPostgres.start(
        BINARIES, data(), folder.resolve("postgres.log"), LoopbackPort.free());
  }

  private static Connection connect(EmbeddedPostgres server) throws SQLException, IOException {
    return DriverManager.getConnection(server.jdbcUrl(), EmbeddedPostgres.NAME, server.password());
  }

  private static void execute(EmbeddedPostgres server, String sql)
      throws SQLException, IOException {
    try (var connection = connect(server);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(EmbeddedPostgres server, String sql) throws SQLException, IOException {
    try (var connection = connect(server);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
