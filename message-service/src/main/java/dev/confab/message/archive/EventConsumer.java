package dev.confab.message.archive;

import dev.confab.schema.topic.Topics;
import dev.confab.web.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// The archiver's place in the group `confab-archive` and its consumer of `chat.events`.
///
/// The group only shares the shards out among the instances, and gives those of a dead one to
/// others; no offset is ever committed. It does not fence: a paused archiver that wakes up finds
/// its positions moved in PostgreSQL and writes nothing. A shard is closed, which is assigned but
/// paused, until it is opened at its position from there. Only `wakeUp` may come from another
/// thread.
final class EventConsumer implements ConsumerRebalanceListener, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int FETCH_BYTES = 256 * 1024;

  private final Consumer<byte @Nullable [], byte @Nullable []> consumer;

  /// Behind the last batch that is committed, per open shard.
  private final Map<Integer, ShardPosition> open = new TreeMap<>();

  private boolean joined;

  EventConsumer(KafkaConnection kafka, int batchRecords) {
    this(
        new KafkaConsumer<byte @Nullable [], byte @Nullable []>(
            kafka.client(settings(batchRecords))));
  }

  EventConsumer(Consumer<byte @Nullable [], byte @Nullable []> consumer) {
    this.consumer = consumer;
    consumer.subscribe(List.of(Topics.EVENTS.name()), this);
  }

  /// The shards that are ours.
  Set<Integer> shards() {
    return consumer.assignment().stream()
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }

  /// Whether the group has given a share, be it an empty one.
  boolean hasJoined() {
    return joined;
  }

  /// Those of them that are not open.
  Set<Integer> closed() {
    Set<Integer> closed = shards();
    closed.removeAll(open.keySet());
    return closed;
  }

  /// Throws {@link ShardFaultException} if the log does not hold the position.
  void open(ShardPosition position) {
    TopicPartition partition = partition(position.shard());
    Set<TopicPartition> one = Set.of(partition);
    long begin = offset(consumer.beginningOffsets(one, PATIENCE), partition);
    long end = offset(consumer.endOffsets(one, PATIENCE), partition);
    if (position.nextOffset() < begin) {
      throw new ShardFaultException(
          "records %d to %d of chat.events were deleted before they were archived: restore them, or accept the hole by moving archive_positions"
              .formatted(position.nextOffset(), begin - 1));
    }
    if (position.nextOffset() > end) {
      throw new ShardFaultException(
          "the archive is at offset %d, but chat.events ends at %d: it has lost records, or is not the log that was archived"
              .formatted(position.nextOffset(), end));
    }
    consumer.seek(partition, position.nextOffset());
    consumer.resume(one);
    open.put(position.shard(), position);
  }

  void close(int shard) {
    open.remove(shard);
    consumer.pause(consumer.assignment().stream().filter(one -> one.partition() == shard).toList());
  }

  void closeAll() {
    open.clear();
    consumer.pause(consumer.assignment());
  }

  /// Records of open shards. Shards whose position is not in the log any more are closed.
  ConsumerRecords<byte @Nullable [], byte @Nullable []> poll() {
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      e.offsetOutOfRangePartitions().keySet().forEach(partition -> close(partition.partition()));
      return ConsumerRecords.empty();
    }
  }

  /// Stays in the group while all shards are closed.
  void idle(Duration pause) {
    long end = System.nanoTime() + pause.toNanos();
    long left = pause.toNanos();
    while (left > 0) {
      consumer.poll(Duration.ofNanos(Math.min(left, POLL.toNanos())));
      left = end - System.nanoTime();
    }
  }

  /// Where an open shard stands; `null` if it is not open.
  @Nullable ShardPosition position(int shard) {
    return open.get(shard);
  }

  /// The open ones.
  List<ShardPosition> positions() {
    return List.copyOf(open.values());
  }

  void moved(ShardPosition position) {
    open.replace(position.shard(), position);
  }

  /// How many records each open shard has before it. Throws `TimeoutException` if Kafka does not
  /// answer, which poll never does.
  Map<Integer, Long> lags() {
    Map<Integer, Long> lags = new HashMap<>();
    if (!open.isEmpty()) {
      var partitions = open.keySet().stream().map(EventConsumer::partition).toList();
      consumer
          .endOffsets(partitions, PATIENCE)
          .forEach((partition, end) -> {
            ShardPosition at = open.get(partition.partition());
            if (at != null) {
              lags.put(at.shard(), Math.max(0, end - at.nextOffset()));
            }
          });
    }
    return lags;
  }

  void wakeUp() {
    consumer.wakeup();
  }

  /// A seek is needed before the position is known, too: with no reset policy a poll throws for a
  /// partition that has no position, even a paused one.
  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    joined = true;
    consumer.pause(partitions);
    partitions.forEach(partition -> consumer.seek(partition, 0));
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> open.remove(partition.partition()));
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofMillis(700)));
  }

  private static TopicPartition partition(int shard) {
    return new TopicPartition(Topics.EVENTS.name(), shard);
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return offsets.getOrDefault(partition, 0L);
  }

  private static Map<String, Object> settings(int batchRecords) {
    return Map.ofEntries(
        Map.entry(ConsumerConfig.GROUP_ID_CONFIG, "confab-archive"),
        Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "confab-archive"),
        Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
        Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
        Map.entry(
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName()),
        Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
        Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"),
        Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchRecords),
        // Nobody waits for the archive: a transaction for what gathers is cheaper than one each.
        Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_BYTES),
        Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200),
        Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000));
  }
}
