package dev.confab.message.archive;

import org.flywaydb.core.Flyway;

/// Brings the tables up to date, once, when PostgreSQL is there. Not thread-safe.
final class ArchiveSchema {
  private final Flyway flyway;
  private boolean current;

  ArchiveSchema(Flyway flyway) {
    this.flyway = flyway;
  }

  /// Throws if PostgreSQL is not there, or has tables that these migrations do not fit.
  void migrate() {
    if (!current) {
      flyway.migrate();
      current = true;
    }
  }
}
