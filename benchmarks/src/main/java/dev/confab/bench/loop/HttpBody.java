package dev.confab.bench.loop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Gathers the bytes of one HTTP/1.1 answer until it is whole: with a length, or in chunks.
final class HttpBody {
  private static final int UNKNOWN = -1;

  private byte[] bytes = new byte[1 << 12];
  private int count;
  private int head = UNKNOWN;
  private int length = UNKNOWN;
  private int scanned;

  void add(byte[] more, int size) {
    if (count + size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, count + size));
    }
    System.arraycopy(more, 0, bytes, count, size);
    count += size;
  }

  /// The body, once it is whole.
  byte @Nullable [] whole() {
    if (head == UNKNOWN && !findHead()) {
      return null;
    }
    if (length != UNKNOWN) {
      return count - head < length ? null : Arrays.copyOfRange(bytes, head, head + length);
    }
    return unchunked();
  }

  int status() {
    return Integer.parseInt(new String(bytes, 9, 3, US_ASCII));
  }

  void reset() {
    count = 0;
    head = UNKNOWN;
    length = UNKNOWN;
    scanned = 0;
  }

  private boolean findHead() {
    for (int at = scanned; at + 4 <= count; at++) {
      if (bytes[at] == '\r'
          && bytes[at + 1] == '\n'
          && bytes[at + 2] == '\r'
          && bytes[at + 3] == '\n') {
        head = at + 4;
        readHead(new String(bytes, 0, head, US_ASCII).toLowerCase(Locale.ROOT));
        return true;
      }
    }
    scanned = Math.max(0, count - 3);
    return false;
  }

  private void readHead(String text) {
    int at = text.indexOf("\r\ncontent-length:");
    if (at >= 0) {
      int begin = at + "\r\ncontent-length:".length();
      length = Integer.parseInt(text.substring(begin, text.indexOf('\r', begin)).strip());
    } else if (!text.contains("\r\ntransfer-encoding: chunked")) {
      length = 0;
    }
  }

  private byte @Nullable [] unchunked() {
    byte[] body = new byte[count - head];
    int size = 0;
    int at = head;
    while (true) {
      int line = at;
      while (line + 1 < count && !(bytes[line] == '\r' && bytes[line + 1] == '\n')) {
        line++;
      }
      if (line + 1 >= count) {
        return null;
      }
      int chunk = Integer.parseInt(new String(bytes, at, line - at, US_ASCII).strip(), 16);
      at = line + 2;
      if (at + chunk + 2 > count) {
        return null;
      }
      if (chunk == 0) {
        return Arrays.copyOf(body, size);
      }
      System.arraycopy(bytes, at, body, size, chunk);
      size += chunk;
      at += chunk + 2;
    }
  }
}
