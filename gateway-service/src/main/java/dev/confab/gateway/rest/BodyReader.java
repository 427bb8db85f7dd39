package dev.confab.gateway.rest;

import dev.confab.schema.command.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// Reads bodies. Memory is taken as the bytes come; who lets a body be waited for is one of few,
/// and has to be through in time, else 408. Thread-safe.
///
/// @param patience from the first look at a body until all of it must be there
record BodyReader(Duration patience, SlowBodies slow) {
  private static final int LEAST = 8_192;

  /// The body; 413 if there is more than its room allows.
  byte[] read(InputStream body, BodyRoom room, Caller caller) throws IOException {
    Reading reading = new Reading(body, room, caller);
    try {
      return reading.all();
    } catch (IOException e) {
      if (isStall(e)) {
        throw late();
      }
      throw e;
    } finally {
      reading.end();
    }
  }

  private static ResponseStatusException late() {
    return new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT);
  }

  /// Jetty's, where nothing came for as long as a connection may be idle.
  private static boolean isStall(IOException e) {
    return e.getCause() instanceof TimeoutException;
  }

  private final class Reading {
    private final InputStream body;
    private final BodyRoom room;
    private final Caller caller;
    private final long until = System.nanoTime() + patience.toNanos();
    private byte[] read = new byte[0];
    private int size;
    private boolean waited;

    private Reading(InputStream body, BodyRoom room, Caller caller) {
      this.body = body;
      this.room = room;
      this.caller = caller;
    }

    private byte[] all() throws IOException {
      while (true) {
        if (size == room.length()) {
          return Arrays.copyOf(read, size);
        }
        if (!waited && body.available() == 0) {
          slow.enter(caller);
          waited = true;
        }
        grow();
        int count = body.read(read, size, read.length - size);
        if (count < 0) {
          return Arrays.copyOf(read, size);
        }
        size += count;
        if (size > room.mostBytes()) {
          throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        if (System.nanoTime() - until > 0) {
          throw late();
        }
      }
    }

    private void grow() {
      if (size < read.length) {
        return;
      }
      int most = room.length() < 0 ? room.mostBytes() + 1 : room.length();
      int capacity = Math.min(most, Math.max(LEAST, size + size / 2));
      room.take(capacity - read.length);
      read = Arrays.copyOf(read, capacity);
    }

    private void end() {
      if (waited) {
        slow.leave(caller);
      }
    }
  }
}
