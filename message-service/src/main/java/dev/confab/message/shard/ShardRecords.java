package dev.confab.message.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.confab.message.domain.SessionSnapshot;
import dev.confab.message.domain.SessionState;
import dev.confab.schema.codec.DeadLetter;
import dev.confab.schema.codec.EventRecord;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.command.Command;
import dev.confab.schema.id.GatewayId;
import dev.confab.schema.id.Id;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.log.LogPosition;
import dev.confab.schema.reply.Reply;
import dev.confab.schema.signal.Signal;
import dev.confab.schema.topic.Topics;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// The shard's values as Kafka's records and back, for one partition.
final class ShardRecords {
  /// On an event whose write had a key: the hash that a repeat must have.
  static final String BODY_HASH = "body-hash";

  private static final String CHECKPOINT = "checkpoint:";

  private final int partition;
  private final int partitions;

  ShardRecords(int partition, int partitions) {
    this.partition = partition;
    this.partitions = partitions;
  }

  /// @param epoch the log that the checkpoint's offsets are of
  record StoredCheckpoint(String epoch, Checkpoint checkpoint) {}

  /// @param markerOffset `null` until the term is opened
  /// @param epoch of the log that it is about; `null` in the log itself
  record Claim(
      int partition,
      long term,
      String owner,
      @Nullable Long markerOffset,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String epoch) {}

  Asked command(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    String gateway = LogHeaders.text(record.headers(), LogHeaders.GATEWAY_ALIVE);
    if (gateway != null && record.key() == null && Id.isValid(gateway)) {
      return new Asked.Alive(record.offset(), new GatewayId(gateway));
    }
    if (record.key() == null || record.value() == null) {
      return new Asked.Garbage(record.offset(), record, "a command needs a key and a value");
    }
    try {
      Command command = Json.decode(record.value(), Command.class);
      if (!Arrays.equals(record.key(), key(command.sessionId()))) {
        return new Asked.Garbage(record.offset(), record, "the key is not the command's session");
      }
      if (Topics.partition(command.sessionId(), partitions) != partition) {
        return new Asked.Garbage(
            record.offset(), record, "the session belongs to another partition");
      }
      String origin = LogHeaders.text(record.headers(), LogHeaders.ORIGIN);
      return new Asked.Sound(record.offset(), origin, command);
    } catch (MalformedException e) {
      return new Asked.Garbage(record.offset(), record, String.valueOf(e.getMessage()));
    }
  }

  /// The dead letter of a command that deciding failed on.
  ProducerRecord<byte @Nullable [], byte @Nullable []> undecided(
      Asked.Sound asked, RuntimeException failure) {
    var command =
        new ConsumerRecord<byte @Nullable [], byte @Nullable []>(
            Topics.COMMANDS.name(),
            partition,
            asked.offset(),
            key(asked.command().sessionId()),
            Json.encode(asked.command()));
    return DeadLetter.of(command, "it can't be decided: " + failure);
  }

  Entry entry(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    boolean isProgress =
        LogHeaders.PROGRESS.equals(LogHeaders.text(record.headers(), LogHeaders.CE_TYPE));
    return new Entry(
        record.offset(),
        LogPosition.of(record.headers()),
        LogHeaders.number(record.headers(), LogHeaders.COMMAND_OFFSET),
        record.key() == null ? null : record.value(),
        record.key() == null && isProgress ? record.value() : null,
        LogHeaders.text(record.headers(), BODY_HASH));
  }

  ProducerRecord<byte[], byte[]> marker(String topic, long term, String owner) {
    byte[] value = Json.encode(new Claim(partition, term, owner, null, null));
    var marker = new ProducerRecord<byte[], byte[]>(topic, partition, null, value);
    LogHeaders.put(marker.headers(), LogHeaders.CE_TYPE, LogHeaders.SHARD_OPENED);
    position(marker.headers(), new LogPosition(term, owner, 0, 0, true));
    return marker;
  }

  ProducerRecord<byte[], byte[]> event(ShardLog.Append append) {
    EventForm.Sound form = append.event();
    byte @Nullable [] key = form == null ? null : key(form.event().sessionId());
    byte[] value = form == null ? Json.encode(new ProgressNote(append.kept())) : form.json();
    var record = new ProducerRecord<byte[], byte[]>(Topics.EVENTS.name(), partition, key, value);
    Headers headers = record.headers();
    position(headers, append.position());
    LogHeaders.put(headers, LogHeaders.COMMAND_OFFSET, append.commandOffset());
    if (form == null) {
      LogHeaders.put(headers, LogHeaders.CE_TYPE, LogHeaders.PROGRESS);
    } else {
      LogHeaders.put(headers, LogHeaders.SEQ, form.event().seq());
      EventRecord.describe(form.event(), headers);
    }
    if (append.origin() != null) {
      LogHeaders.put(headers, LogHeaders.ORIGIN, append.origin());
    }
    if (append.bodyHash() != null) {
      LogHeaders.put(headers, BODY_HASH, append.bodyHash());
    }
    return record;
  }

  ProducerRecord<byte[], byte[]> reply(LogPosition position, String origin, Reply reply) {
    var record =
        new ProducerRecord<byte[], byte[]>(
            Topics.REPLIES.name(), partition, key(reply.sessionId()), Json.encode(reply));
    position(record.headers(), position);
    LogHeaders.put(record.headers(), LogHeaders.ORIGIN, origin);
    return record;
  }

  ProducerRecord<byte[], byte[]> signal(Signal signal) {
    return new ProducerRecord<>(
        Topics.SIGNALS.name(), partition, key(signal.sessionId()), Json.encode(signal));
  }

  ProducerRecord<byte[], byte[]> claim(Claim claim) {
    byte[] key = (claim.partition() + ":" + claim.term()).getBytes(UTF_8);
    return new ProducerRecord<>(Topics.SHARDS.name(), 0, key, Json.encode(claim));
  }

  ProducerRecord<byte[], byte[]> session(SessionState state) {
    return new ProducerRecord<>(
        Topics.SESSIONS.name(), partition, key(state.id()), Json.encode(SessionSnapshot.of(state)));
  }

  ProducerRecord<byte[], byte[]> checkpoint(StoredCheckpoint checkpoint) {
    byte[] key = (CHECKPOINT + partition).getBytes(UTF_8);
    return new ProducerRecord<>(Topics.SESSIONS.name(), partition, key, Json.encode(checkpoint));
  }

  static boolean isCheckpoint(byte[] key) {
    return new String(key, UTF_8).startsWith(CHECKPOINT);
  }

  private static void position(Headers headers, LogPosition position) {
    LogHeaders.put(headers, LogHeaders.TERM, position.term());
    LogHeaders.put(headers, LogHeaders.OWNER, position.owner());
    LogHeaders.put(headers, LogHeaders.N, position.n());
    LogHeaders.put(headers, LogHeaders.SAFE, position.safe());
  }

  private static byte[] key(SessionId session) {
    return session.value().getBytes(UTF_8);
  }
}
