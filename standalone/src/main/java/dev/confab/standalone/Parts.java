package dev.confab.standalone;

import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running parts, and the order in which they stop whatever the order in which they came up:
/// the services while they still have a log, the log before the database. Thread-safe.
final class Parts implements AutoCloseable {
  /// In the order of stopping.
  enum Part {
    SERVICES,
    KAFKA,
    POSTGRES
  }

  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private final Map<Part, AutoCloseable> running = new EnumMap<>(Part.class);
  private boolean closed;

  /// Keeps the part to stop it later; at once, if everything has stopped already.
  <T extends AutoCloseable> T add(Part part, T running) {
    synchronized (this) {
      if (!closed) {
        this.running.put(part, running);
        return running;
      }
    }
    stop(part, running);
    throw new IllegalStateException("stopped while starting");
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    Map<Part, AutoCloseable> stopping;
    synchronized (this) {
      closed = true;
      stopping = new EnumMap<>(Part.class);
      stopping.putAll(running);
      running.clear();
    }
    stopping.forEach(Parts::stop);
  }

  /// One that fails to stop must not keep the next from stopping.
  private static void stop(Part part, AutoCloseable running) {
    try {
      running.close();
    } catch (Exception e) {
      log.warn("{} did not stop cleanly", part, e);
    }
  }
}
