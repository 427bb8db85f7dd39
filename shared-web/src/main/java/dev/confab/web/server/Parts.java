package dev.confab.web.server;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What of an answer is yet to be sent, in parts that are small enough for a client's progress to
/// show before it has taken all. Not thread-safe.
final class Parts {
  /// @param last of the answer
  record Part(boolean last, ByteBuffer bytes) {}

  private final Deque<Part> parts = new ArrayDeque<>();

  /// Copies the content, if there is any.
  void add(boolean last, @Nullable ByteBuffer content) {
    ByteBuffer copy = ByteBuffer.allocate(content == null ? 0 : content.remaining());
    if (content != null) {
      copy.put(content).flip();
    }
    parts.add(new Part(last, copy));
  }

  /// Takes the next one out; `null` if there is none.
  @Nullable Part next() {
    Part part = parts.peek();
    if (part == null || part.bytes().remaining() <= AnswerTimes.LEAST_BYTES) {
      return parts.poll();
    }
    ByteBuffer rest = part.bytes();
    ByteBuffer first = rest.slice(rest.position(), AnswerTimes.LEAST_BYTES);
    rest.position(rest.position() + AnswerTimes.LEAST_BYTES);
    return new Part(false, first);
  }

  /// Forgets all. Returns how many bytes these were.
  long clear() {
    long bytes = parts.stream().mapToLong(part -> part.bytes().remaining()).sum();
    parts.clear();
    return bytes;
  }
}
