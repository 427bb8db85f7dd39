package dev.confab.message.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// Records of one shard of `chat.events` as its owner writes them, from one opening to the next.
final class ShardRecords {
  final List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> log = new ArrayList<>();
  private final int shard;
  private long term;
  private long n;

  ShardRecords(int shard) {
    this.shard = shard;
  }

  ShardRecords open() {
    term++;
    n = 0;
    return append(null, null, headers(LogHeaders.SHARD_OPENED));
  }

  ShardRecords event(ArchivedEvent event) {
    n++;
    return append(
        event.event().sessionId().value(),
        event.body(),
        headers("chat." + event.event().typeName()));
  }

  ShardRecords progress() {
    n++;
    return append(null, null, headers(LogHeaders.PROGRESS));
  }

  ShardRecords garbage(String key) {
    n++;
    return append(key, "{\"type\":\"from_the_future\"}", headers("chat.from_the_future"));
  }

  /// A record that was lost on its way: the next one has a hole before it.
  ShardRecords lost() {
    n++;
    return this;
  }

  private Headers headers(String type) {
    Headers headers = new RecordHeaders();
    LogHeaders.put(headers, LogHeaders.TERM, term);
    LogHeaders.put(headers, LogHeaders.OWNER, "owner-" + term);
    LogHeaders.put(headers, LogHeaders.N, n);
    LogHeaders.put(headers, LogHeaders.CE_TYPE, type);
    return headers;
  }

  private ShardRecords append(@Nullable String key, @Nullable String value, Headers headers) {
    log.add(
        new ConsumerRecord<byte @Nullable [], byte @Nullable []>(
            Topics.EVENTS.name(),
            shard,
            log.size(),
            0L,
            TimestampType.CREATE_TIME,
            0,
            0,
            key == null ? null : key.getBytes(UTF_8),
            value == null ? null : value.getBytes(UTF_8),
            headers,
            Optional.empty()));
    return this;
  }
}
