package dev.confab.gateway.log;

import dev.confab.schema.log.LogPosition;
import dev.confab.schema.log.TailFilter;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What counts at the end of one shard's events and replies, from the time when the gateway began
/// to look. Not thread-safe.
final class Tail {
  private final TailFilter<ConsumerRecord<byte[], byte[]>> filter;
  private long newest;

  /// `floor`: the highest claim, read after the positions were fixed.
  Tail(long floor) {
    this.filter = new TailFilter<>(floor);
    // The floor's own marker may still be to come, and opens the shard then.
    this.newest = floor - 1;
  }

  /// Whether this record of `chat.events` opens a term that is new here.
  boolean opens(ConsumerRecord<byte[], byte[]> event) {
    LogPosition position = LogPosition.of(event.headers());
    if (position == null || !position.marker() || position.term() <= newest) {
      return false;
    }
    newest = position.term();
    return true;
  }

  /// The records of `chat.events` that count now, in order.
  List<ConsumerRecord<byte[], byte[]>> judge(ConsumerRecord<byte[], byte[]> event) {
    return filter.judge(LogPosition.of(event.headers()), event);
  }

  boolean admits(ConsumerRecord<byte[], byte[]> reply) {
    return filter.admits(LogPosition.of(reply.headers()));
  }

  /// The events that an admitted reply frees, in order.
  List<ConsumerRecord<byte[], byte[]>> hear(ConsumerRecord<byte[], byte[]> reply) {
    LogPosition position = LogPosition.of(reply.headers());
    return position == null ? List.of() : filter.hear(position);
  }
}
