package dev.confab.message.shard;

import dev.confab.schema.topic.Topic;
import dev.confab.web.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads stretches of single partitions to their end, committed records only. Not thread-safe.
final class PartitionReader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer;

  PartitionReader(KafkaConnection connection) {
    this.consumer =
        new KafkaConsumer<>(
            connection.client(
                Map.of(
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "none",
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    "read_committed",
                    // A fetch at the end of one partition holds up the next one of another.
                    ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                    5,
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    (int) PATIENCE.toMillis(),
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    5_000)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  long start(Topic topic, int partition) {
    TopicPartition place = assign(topic, partition);
    return consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
  }

  long end(Topic topic, int partition) {
    TopicPartition place = assign(topic, partition);
    return consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
  }

  /// Reads from `from` to the end as it is now; returns the offset behind what was read. Throws
  /// `TimeoutException` if nothing comes for 10 s.
  long read(
      Topic topic,
      int partition,
      long from,
      Consumer<ConsumerRecord<byte @Nullable [], byte @Nullable []>> reader) {
    TopicPartition place = new TopicPartition(topic.name(), partition);
    long end = end(topic, partition);
    if (from >= end) {
      return from;
    }
    consumer.seek(place, from);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (long position = from; position < end; ) {
      var records = consumer.poll(Duration.ofMillis(200));
      records.forEach(reader);
      long reached = consumer.position(place);
      if (reached > position) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new TimeoutException("%s stands still at %d of %d".formatted(place, reached, end));
      }
      position = reached;
    }
    return consumer.position(place);
  }

  /// Also before only asking for offsets: the client warns about those of partitions that it does
  /// not read.
  private TopicPartition assign(Topic topic, int partition) {
    TopicPartition place = new TopicPartition(topic.name(), partition);
    consumer.assign(List.of(place));
    return place;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
