package dev.confab.history.archive;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Tells PostgreSQL's absence from a fault of ours.
final class Outage {
  private Outage() {}

  /// No connection, a lost one, a server that stops, starts or is out of resources, or a query that
  /// took too long. Everything else, such as a wrong query, is a fault.
  static boolean is(RuntimeException trouble) {
    if (!(trouble instanceof TransactionException
        || trouble instanceof PersistenceException
        || trouble instanceof DataAccessException)) {
      return false;
    }
    if (trouble instanceof org.hibernate.TransactionException) {
      // Its time ran out between two queries, which no SQL exception tells.
      return true;
    }
    SQLException cause = sqlCause(trouble);
    if (cause == null) {
      return false;
    }
    String state = cause.getSQLState();
    return cause instanceof SQLTransientException
        || (state != null
            && (state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("53")
                || state.startsWith("58")));
  }

  private static @Nullable SQLException sqlCause(Throwable trouble) {
    for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException found) {
        return found;
      }
    }
    return null;
  }
}
