package dev.confab.system.history;

import dev.confab.schema.codec.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// Writes a history, one JSON document a line, and stamps each line as it comes: the order in the
/// file is the order in time. Thread-safe.
public final class HistoryWriter implements AutoCloseable {
  private final OutputStream file;
  private final long began = System.nanoTime();

  public HistoryWriter(Path file) throws IOException {
    this.file = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  /// Nanoseconds since the run began.
  public long now() {
    return System.nanoTime() - began;
  }

  public synchronized void record(String client, Entry entry) {
    try {
      file.write(Json.encode(new Line(now(), Instant.now(), client, entry)));
      file.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
