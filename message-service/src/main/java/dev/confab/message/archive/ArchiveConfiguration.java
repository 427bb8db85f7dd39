package dev.confab.message.archive;

import dev.confab.web.kafka.DeadLetterCount;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.LogEpoch;
import dev.confab.web.kafka.LogLag;
import io.micrometer.core.instrument.binder.MeterBinder;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The beans of the archive. It makes its own JDBC objects from the one `DataSource`, so that it
/// works the same beside JPA.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArchiveProperties.class)
public class ArchiveConfiguration {
  /// Boot makes the `Flyway` with all its settings but does not run it: a start would fail while
  /// PostgreSQL is down, and chat does not need PostgreSQL. The archiver runs it when it can.
  @Bean
  FlywayMigrationStrategy archiveMigrationStrategy() {
    return flyway -> {};
  }

  @Bean
  ArchiveStatus archiveStatus() {
    return new ArchiveStatus();
  }

  @Bean
  ArchivedMessages archivedMessages(DataSource dataSource, ArchiveProperties properties) {
    return new ArchivedMessages(jdbc(dataSource), properties.lookupTimeout());
  }

  @Bean
  ArchivedEvents archivedEvents(DataSource dataSource) {
    return new ArchivedEvents(jdbc(dataSource));
  }

  @Bean(initMethod = "begin")
  ArchiveSchema archiveSchema(Flyway flyway) {
    return new ArchiveSchema(flyway);
  }

  @Bean
  Archiver archiver(
      KafkaConnection kafka,
      LogEpoch epoch,
      DataSource dataSource,
      ArchiveSchema archiveSchema,
      ArchiveStatus archiveStatus,
      ArchiveProperties properties) {
    var transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    var writer = new ArchiveWriter(transactions, jdbc(dataSource), epoch);
    return new Archiver(kafka, archiveSchema, writer, archiveStatus, properties);
  }

  /// Health `archive`: the name is the bean's.
  @Bean
  HealthIndicator archiveHealthIndicator(ArchiveStatus archiveStatus) {
    return new ArchiveHealth(archiveStatus);
  }

  @Bean
  MeterBinder archiveMetrics(ArchiveStatus archiveStatus) {
    return registry -> {
      LogLag.bind(registry, "confab.archive.lag", archiveStatus::lag);
      DeadLetterCount.bind(registry, "archive", archiveStatus, ArchiveStatus::buried);
    };
  }

  private static JdbcTemplate jdbc(DataSource dataSource) {
    return new JdbcTemplate(dataSource);
  }
}
