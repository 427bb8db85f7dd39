package dev.confab.system.load;

import dev.confab.system.history.Entry;
import dev.confab.system.history.HistoryWriter;
import java.util.concurrent.atomic.AtomicLong;

/// Writes the history down and numbers the attempts. Thread-safe.
final class Journal {
  private final HistoryWriter history;
  private final AtomicLong ops = new AtomicLong();
  private final AtomicLong names = new AtomicLong();

  Journal(HistoryWriter history) {
    this.history = history;
  }

  long now() {
    return history.now();
  }

  void record(String client, Entry entry) {
    history.record(client, entry);
  }

  /// A number that no other connection or frame of the run has.
  long name() {
    return names.incrementAndGet();
  }

  /// Begins an attempt; its number.
  long invoke(String client, Task task, String gateway, String way) {
    long op = ops.incrementAndGet();
    record(
        client,
        new Entry.Invoked(
            op,
            task.kind(),
            task.room().id(),
            task.user(),
            task.clientId(),
            task.digest(),
            gateway,
            way));
    return op;
  }
}
