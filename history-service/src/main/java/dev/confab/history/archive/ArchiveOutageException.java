package dev.confab.history.archive;

/// PostgreSQL is out of reach: only what is in the timeline can be read for now.
public final class ArchiveOutageException extends RuntimeException {
  public ArchiveOutageException(Throwable cause) {
    super("the archive is out of reach", cause);
  }
}
