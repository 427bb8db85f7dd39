package dev.confab.message.archive;

import static org.awaitility.Awaitility.await;

import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

final class ArchiverTest {
  private final ArchiveStatus status = new ArchiveStatus();

  @Test
  void startsWithoutPostgresAndStops() throws IOException {
    int nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = free.getLocalPort();
    }
    Archiver archiver = archiver(nobody);
    archiver.start();
    await().until(() -> status.outage() == Outage.POSTGRESQL);

    archiver.stop();
    await().until(() -> status.outage() == Outage.STOPPED);
  }

  @Test
  void stopsWhilePostgresHangs() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Archiver archiver = archiver(silent.getLocalPort());
      archiver.start();
      silent.accept();

      archiver.stop();
      await().until(() -> status.outage() == Outage.STOPPED);
    }
  }

  private Archiver archiver(int port) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    var writer =
        new ArchiveWriter(
            new TransactionTemplate(new JdbcTransactionManager(source)),
            new JdbcTemplate(source),
            new LogEpoch(TestPostgres.EPOCH));
    return new Archiver(
        new KafkaConnection("127.0.0.1:1", 1, (short) 1, List.of(), Map.of()),
        new ArchiveSchema(Flyway.configure().dataSource(source).load()),
        writer,
        status,
        new ArchiveProperties(
            2_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1)));
  }
}
