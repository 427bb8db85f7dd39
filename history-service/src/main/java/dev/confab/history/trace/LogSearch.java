package dev.confab.history.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.id.SessionId;
import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Looks for single records on the topics, with a consumer for each search. Throws `KafkaException`
/// where the brokers can't be asked, or a search takes too long. Thread-safe.
final class LogSearch {
  /// How far a gateway's clock may be from the brokers'.
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private static final Duration POLL = Duration.ofMillis(500);

  /// For one search, since somebody waits for it.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Properties client;

  LogSearch(Properties client) {
    this.client = client;
  }

  /// The first record with that seq of that session which was appended at about `at`, or with that
  /// value if one is given; `null` if there is none.
  @Nullable ConsumerRecord<byte[], byte[]> event(
      int shard, SessionId session, long seq, Instant at, byte @Nullable [] value) {
    TopicPartition events = new TopicPartition(Topics.EVENTS.name(), shard);
    try (var consumer = consumer(events)) {
      Map<TopicPartition, OffsetAndTimestamp> found =
          consumer.offsetsForTimes(Map.of(events, at.minus(CLOCKS).toEpochMilli()));
      OffsetAndTimestamp start = found.get(events);
      return start == null
          ? null
          : first(consumer, events, start.offset(), is(session, seq, value));
    }
  }

  /// Like the other, at `from` or behind it.
  @Nullable ConsumerRecord<byte[], byte[]> event(
      int shard, SessionId session, long seq, long from) {
    TopicPartition events = new TopicPartition(Topics.EVENTS.name(), shard);
    try (var consumer = consumer(events)) {
      return first(consumer, events, from, is(session, seq, null));
    }
  }

  /// The command at that place; `null` if the topic keeps it no longer.
  @Nullable ConsumerRecord<byte[], byte[]> command(int shard, long offset) {
    TopicPartition commands = new TopicPartition(Topics.COMMANDS.name(), shard);
    try (var consumer = consumer(commands)) {
      return first(consumer, commands, offset, record -> record.offset() == offset);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(TopicPartition partition) {
    var consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    return consumer;
  }

  @SuppressWarnings("NullAway") // A record can have no key and no value.
  private static Predicate<ConsumerRecord<byte[], byte[]>> is(
      SessionId session, long seq, byte @Nullable [] value) {
    byte[] key = session.value().getBytes(UTF_8);
    return record ->
        Arrays.equals(key, record.key())
            && LogHeaders.number(record.headers(), LogHeaders.SEQ) == seq
            && (value == null || Arrays.equals(value, record.value()));
  }

  private static @Nullable ConsumerRecord<byte[], byte[]> first(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long from,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    consumer.seek(partition, Math.max(from, begin));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition) < end) {
      if (System.nanoTime() >= deadline) {
        throw new TimeoutException(
            "looking for a record on %s takes too long".formatted(partition));
      }
      for (var record : consumer.poll(POLL)) {
        if (wanted.test(record)) {
          return record;
        }
      }
    }
    return null;
  }
}
