package dev.confab.history.archive;

import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;

/// The archive's beans over Boot's data source and JPA, with defaults that let the service start
/// and serve while PostgreSQL is away.
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = SessionRow.class)
@PropertySource("classpath:confab-history-archive.properties")
public class ArchiveConfiguration {
  @Bean
  Archive archive(EntityManagerFactory entities, PlatformTransactionManager transactionManager) {
    return new JpaArchive(
        SharedEntityManagerCreator.createSharedEntityManager(entities), transactionManager);
  }
}
