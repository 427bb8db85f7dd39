package dev.confab.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Records as a shard writes them, for shard 0.
final class Records {
  private Records() {}

  static ConsumerRecord<byte[], byte[]> claim(long offset, String key) {
    return new ConsumerRecord<>(
        Topics.SHARDS.name(), 0, offset, key.getBytes(UTF_8), "{}".getBytes(UTF_8));
  }

  @SuppressWarnings("NullAway") // A control record has no key.
  static ConsumerRecord<byte[], byte[]> marker(long offset, long term) {
    var record =
        new ConsumerRecord<byte[], byte[]>(
            Topics.EVENTS.name(), 0, offset, null, "{}".getBytes(UTF_8));
    place(record, term, 0, 0);
    LogHeaders.put(record.headers(), LogHeaders.CE_TYPE, LogHeaders.SHARD_OPENED);
    return record;
  }

  static ConsumerRecord<byte[], byte[]> event(
      long offset, long term, long n, long safe, long seq, @Nullable String origin) {
    var record =
        new ConsumerRecord<>(
            Topics.EVENTS.name(), 0, offset, "s".getBytes(UTF_8), ("e" + seq).getBytes(UTF_8));
    place(record, term, n, safe);
    LogHeaders.put(record.headers(), LogHeaders.CE_TYPE, "chat.message_created");
    LogHeaders.put(record.headers(), LogHeaders.SEQ, seq);
    if (origin != null) {
      LogHeaders.put(record.headers(), LogHeaders.ORIGIN, origin);
    }
    return record;
  }

  static ConsumerRecord<byte[], byte[]> reply(
      long offset, long term, long n, long safe, String json, String origin) {
    var record =
        new ConsumerRecord<>(
            Topics.REPLIES.name(), 0, offset, "s".getBytes(UTF_8), json.getBytes(UTF_8));
    place(record, term, n, safe);
    LogHeaders.put(record.headers(), LogHeaders.ORIGIN, origin);
    return record;
  }

  private static void place(ConsumerRecord<byte[], byte[]> record, long term, long n, long safe) {
    LogHeaders.put(record.headers(), LogHeaders.TERM, term);
    LogHeaders.put(record.headers(), LogHeaders.OWNER, "owner-" + term);
    LogHeaders.put(record.headers(), LogHeaders.N, n);
    LogHeaders.put(record.headers(), LogHeaders.SAFE, safe);
  }
}
