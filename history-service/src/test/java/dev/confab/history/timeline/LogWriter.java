package dev.confab.history.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.EventRecord;
import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.log.LogHeaders;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// Writes a partition of `chat.events` as openings of a shard would, ghosts included.
final class LogWriter {
  final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private long term;
  private String owner = "";
  private long n;

  void open(long newTerm, String newOwner) {
    term = newTerm;
    owner = newOwner;
    n = 0;
    add(null, null, headers(newTerm, newOwner, 0, LogHeaders.SHARD_OPENED));
  }

  void event(Event event) {
    n++;
    add(event, headers(term, owner, n, null));
  }

  void progress() {
    n++;
    add(null, "{}".getBytes(UTF_8), headers(term, owner, n, LogHeaders.PROGRESS));
  }

  void garbage(String key, String value) {
    n++;
    add(key.getBytes(UTF_8), value.getBytes(UTF_8), headers(term, owner, n, null));
  }

  /// A record that no reader may count.
  void ghost(Event event, long ghostTerm, String ghostOwner, long ghostN) {
    add(event, headers(ghostTerm, ghostOwner, ghostN, null));
  }

  void loseOne() {
    n++;
  }

  private void add(Event event, RecordHeaders headers) {
    EventRecord.describe(event, headers);
    add(event.sessionId().value().getBytes(UTF_8), Json.encode(event), headers);
  }

  @SuppressWarnings("NullAway") // Records may lack key and value.
  private void add(byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
    records.add(
        new ConsumerRecord<>(
            "chat.events",
            0,
            records.size(),
            0,
            TimestampType.CREATE_TIME,
            -1,
            -1,
            key,
            value,
            headers,
            java.util.Optional.empty()));
  }

  private static RecordHeaders headers(long term, String owner, long n, @Nullable String type) {
    RecordHeaders headers = new RecordHeaders();
    LogHeaders.put(headers, LogHeaders.TERM, term);
    LogHeaders.put(headers, LogHeaders.OWNER, owner);
    LogHeaders.put(headers, LogHeaders.N, n);
    LogHeaders.put(headers, LogHeaders.SAFE, Math.max(0, n - 1));
    if (type != null) {
      LogHeaders.put(headers, LogHeaders.CE_TYPE, type);
    }
    return headers;
  }
}
