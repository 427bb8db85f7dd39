package dev.confab.message.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.message.domain.SessionSnapshot;
import dev.confab.message.domain.SessionState;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What `chat.sessions` holds of one shard, as far as it was read. Of all that was ever written of
/// a session, only the newest is decoded. Not thread-safe.
final class StoredSnapshots {
  private final int partition;
  private final Map<String, ConsumerRecord<byte @Nullable [], byte @Nullable []>> newest =
      new HashMap<>();
  private ShardRecords.@Nullable StoredCheckpoint checkpoint;
  private long read;

  StoredSnapshots(int partition) {
    this.partition = partition;
  }

  /// Everything, from the beginning.
  void readAll(PartitionReader reader) {
    clear();
    checkpoint = null;
    read = reader.start(Topics.SESSIONS, partition);
    readOn(reader);
  }

  /// What has come since.
  void readOn(PartitionReader reader) {
    read = reader.read(Topics.SESSIONS, partition, read, this::take);
  }

  /// The states in the newest snapshots. Throws `ShardFault` if one can't be understood.
  Map<SessionId, SessionState> sessions() {
    Map<SessionId, SessionState> sessions = new HashMap<>();
    for (ConsumerRecord<byte @Nullable [], byte @Nullable []> each : newest.values()) {
      SessionState state = decode(each, SessionSnapshot.class).state();
      sessions.put(state.id(), state);
    }
    return sessions;
  }

  ShardRecords.@Nullable StoredCheckpoint checkpoint() {
    return checkpoint;
  }

  /// The sessions' records are not needed any more.
  void clear() {
    newest.clear();
  }

  private void take(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    byte[] key = record.key();
    if (key == null || record.value() == null) {
      return;
    }
    if (ShardRecords.isCheckpoint(key)) {
      checkpoint = decode(record, ShardRecords.StoredCheckpoint.class);
    } else {
      newest.put(new String(key, UTF_8), record);
    }
  }

  private <T> T decode(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, Class<T> type) {
    byte[] value = record.value();
    try {
      return Json.decode(value == null ? new byte[0] : value, type);
    } catch (MalformedException e) {
      throw new ShardFault(
          "chat.sessions-%d holds at offset %d what no shard wrote: %s"
              .formatted(partition, record.offset(), e.getMessage()));
    }
  }
}
