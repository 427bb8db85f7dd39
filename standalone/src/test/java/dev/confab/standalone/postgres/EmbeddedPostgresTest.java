package dev.confab.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.standalone.loopback.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
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

  private Path data() {
    return folder.resolve("postgres");
  }

  private EmbeddedPostgres start() throws IOException, InterruptedException {
    return EmbeddedPostgres.start(
        BINARIES, data(), folder.resolve("postgres.log"), LoopbackPort.free());
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(server.jdbcUrl(), EmbeddedPostgres.NAME, "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(server.jdbcUrl(), EmbeddedPostgres.NAME, "");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
