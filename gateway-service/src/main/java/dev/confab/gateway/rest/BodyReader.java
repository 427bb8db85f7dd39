package dev.confab.gateway.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// Reads a body, which must come at a least rate on average once a grace is over: else 408, so that
/// who sends a byte a second does not hold a thread. The grace is for lines that stand still for a
/// moment, which is long compared with what a small body takes. Thread-safe.
///
/// @param bytesPerSecond 0 for no such limit
record BodyReader(Duration grace, long bytesPerSecond) {
  private static final int CHUNK = 8_192;

  /// The body, or as much of it as is one byte over `most`.
  byte[] read(InputStream body, int most) throws IOException {
    long began = System.nanoTime();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    int count = 0;
    while (count >= 0 && read.size() <= most) {
      read.write(chunk, 0, count);
      requirePace(read.size(), System.nanoTime() - began);
      count = body.read(chunk, 0, Math.min(chunk.length, most + 1 - read.size()));
    }
    return read.toByteArray();
  }

  private void requirePace(long bytes, long nanos) {
    if (nanos > grace.toNanos() && bytes * 1e9 < (double) bytesPerSecond * nanos) {
      throw new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT);
    }
  }
}
