package dev.confab.streams;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.topic.Topics;
import dev.confab.streams.PositionedFilter.Opening;
import dev.confab.web.kafka.LogEpoch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// The log on real brokers. The registry is read from its start to its end each time: it is small,
/// and asked for only where records are missing.
public final class KafkaEventLog implements EventLog {
  /// A claim or an opening of a shard; a claim has no marker yet.
  record Registration(
      int partition,
      long term,
      String owner,
      @Nullable Long markerOffset,
      @Nullable String epoch) {}

  private static final Duration POLL = Duration.ofMillis(500);

  private final LogEpoch epoch;
  private final Admin admin;
  private final int partitions;
  private final Properties client;

  public KafkaEventLog(LogEpoch epoch, Admin admin, int partitions, Properties client) {
    this.epoch = epoch;
    this.admin = admin;
    this.partitions = partitions;
    this.client = client;
  }

  @Override
  public String epoch() {
    return epoch.value();
  }

  @Override
  public boolean isReplacement() {
    return epoch.isReplacement();
  }

  @Override
  public long end(int partition) {
    return Objects.requireNonNull(
        offsets(Stream.of(partition), OffsetSpec.latest()).get(partition));
  }

  @Override
  public Map<Integer, Long> ends() {
    Map<Integer, Long> begins = offsets(all(), OffsetSpec.earliest());
    Map<Integer, Long> ends = offsets(all(), OffsetSpec.latest());
    ends.replaceAll((partition, end) -> end.equals(begins.get(partition)) ? 0 : end);
    return ends;
  }

  private Stream<Integer> all() {
    return IntStream.range(0, partitions).boxed();
  }

  private Map<Integer, Long> offsets(Stream<Integer> wanted, OffsetSpec which) {
    var asked =
        wanted.collect(
            Collectors.toMap(
                partition -> new TopicPartition(Topics.EVENTS.name(), partition),
                partition -> which));
    try {
      Map<Integer, Long> offsets = new HashMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get()
          .forEach((partition, end) -> offsets.put(partition.partition(), end.offset()));
      return offsets;
    } catch (ExecutionException e) {
      throw new KafkaException("the ends of " + Topics.EVENTS + " could not be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while reading the ends of " + Topics.EVENTS, e);
    }
  }

  @Override
  public @Nullable Opening openedBelow(int partition, long offset) {
    TopicPartition shards = new TopicPartition(Topics.SHARDS.name(), 0);
    Registration highest = null;
    try (var consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(shards));
      consumer.seekToBeginning(List.of(shards));
      Long end = consumer.endOffsets(List.of(shards)).get(shards);
      while (end != null && consumer.position(shards) < end) {
        for (var entry : consumer.poll(POLL)) {
          Registration found = registration(entry);
          if (found != null && found.partition() == partition && isBelow(found, offset)) {
            highest = later(highest, found);
          }
        }
      }
    }
    return highest == null ? null : new Opening(highest.term(), highest.owner());
  }

  private boolean isBelow(Registration found, long offset) {
    // Claims of older versions don't say which log they are about; then there is only one.
    boolean ofThisLog =
        found.epoch() == null ? !isReplacement() : found.epoch().equals(epoch.value());
    return ofThisLog && found.markerOffset() != null && found.markerOffset() < offset;
  }

  private static Registration later(@Nullable Registration highest, Registration found) {
    return highest == null || found.term() > highest.term() ? found : highest;
  }

  private static @Nullable Registration registration(ConsumerRecord<byte[], byte[]> entry) {
    if (entry.value() == null) {
      return null;
    }
    try {
      return Json.decode(entry.value(), Registration.class);
    } catch (MalformedException e) {
      return null;
    }
  }
}
