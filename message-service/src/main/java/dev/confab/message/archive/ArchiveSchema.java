package dev.confab.message.archive;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/// Brings the tables up to date, once, when PostgreSQL is there. Thread-safe.
final class ArchiveSchema implements AutoCloseable {
  private final Flyway flyway;
  private final Lock lock = new ReentrantLock();
  private boolean current;
  private @Nullable Thread early;

  ArchiveSchema(Flyway flyway) {
    this.flyway = flyway;
  }

  /// A first try, beside the rest of a start. Where it fails, the next `migrate` says why.
  void begin() {
    early =
        Thread.ofVirtual()
            .name("archive-schema")
            .start(() -> {
              try {
                migrate();
              } catch (RuntimeException e) {
                // That one is tried again and logged by the archiver.
              }
            });
  }

  /// Throws if PostgreSQL is not there, or has tables that these migrations do not fit. Waits for
  /// another thread that is at it; an interrupt ends the wait and the work.
  void migrate() {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlywayException("interrupted", e);
    }
    try {
      if (!current) {
        flyway.migrate();
        current = true;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    if (early != null) {
      early.interrupt();
    }
  }
}
