package dev.confab.message.archive;

import dev.confab.test.TestDatabase;
import dev.confab.web.kafka.LogEpoch;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// One real PostgreSQL for all tests of this JVM, with the archive's tables; it ends with the JVM.
final class TestPostgres {
  static final String EPOCH = "epoch-1";
  private static final DataSource SOURCE = start();

  private TestPostgres() {}

  private static DataSource start() {
    TestDatabase database = TestDatabase.start();
    Runtime.getRuntime().addShutdownHook(new Thread(database::close));
    DataSource source = database.source();
    Flyway.configure().dataSource(source).load().migrate();
    return source;
  }

  /// The database with empty tables.
  static JdbcTemplate empty() {
    JdbcTemplate jdbc = new JdbcTemplate(SOURCE);
    jdbc.execute("TRUNCATE sessions, session_members, messages, events, archive_positions");
    return jdbc;
  }

  static ArchiveWriter writer(JdbcTemplate jdbc) {
    return writer(jdbc, new LogEpoch(EPOCH));
  }

  static ArchiveWriter writer(JdbcTemplate jdbc, LogEpoch epoch) {
    return new ArchiveWriter(
        new TransactionTemplate(new JdbcTransactionManager(SOURCE)), jdbc, epoch);
  }
}
