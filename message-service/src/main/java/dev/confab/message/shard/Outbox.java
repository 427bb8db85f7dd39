package dev.confab.message.shard;

import dev.confab.schema.reply.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/// Replies that wait until what they rest on is durable; they leave in order. Not thread-safe.
final class Outbox {
  private record Waiting(long until, String origin, Reply reply) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /// The reply may leave once all records up to ordinal `until` are durable.
  void add(long until, String origin, Reply reply) {
    waiting.add(new Waiting(until, origin, reply));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// Lets go what may leave now that all is durable up to ordinal `safe`.
  void release(long safe, BiConsumer<String, Reply> send) {
    for (Waiting head = waiting.peek();
        head != null && head.until() <= safe;
        head = waiting.peek()) {
      waiting.remove();
      send.accept(head.origin(), head.reply());
    }
  }
}
