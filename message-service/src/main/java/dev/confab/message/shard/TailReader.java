package dev.confab.message.shard;

import dev.confab.schema.topic.Topics;
import dev.confab.web.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads `chat.events` of the shards that are open here and hands each its entries: one consumer on
/// one thread.
final class TailReader implements Runnable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  /// Whom a partition's entries go to; `opening` marks them.
  private record Tail(long opening, ShardActor actor, ShardRecords records) {}

  private record Change(int partition, long from, @Nullable Tail tail) {}

  private final KafkaConnection connection;
  private final KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer;
  private final ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();
  private final Map<TopicPartition, Tail> tails = new HashMap<>();
  private final ReadingTrouble trouble = new ReadingTrouble("events");
  private volatile boolean stopped;

  TailReader(KafkaConnection connection) {
    this.connection = connection;
    this.consumer =
        new KafkaConsumer<>(
            connection.client(
                Map.of(
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "none",
                    // Acks don't wait for it: what gathers is read in one go.
                    ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                    256 * 1024,
                    ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                    50,
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    2_000)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /// The actor's opening wants the entries from `from` on.
  void follow(int partition, long from, long opening, ShardActor actor) {
    Tail tail = new Tail(opening, actor, new ShardRecords(partition, connection.partitions()));
    change(new Change(partition, from, tail));
  }

  void forget(int partition) {
    change(new Change(partition, 0, null));
  }

  /// `null` if it reads.
  @Nullable String trouble() {
    return trouble.reason();
  }

  void stop() {
    stopped = true;
    consumer.wakeup();
  }

  private void change(Change change) {
    changes.add(change);
    consumer.wakeup();
  }

  @Override
  public void run() {
    try (consumer) {
      while (!stopped) {
        round();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() throws InterruptedException {
    try {
      for (Change change = changes.poll(); change != null; change = changes.poll()) {
        apply(change);
      }
      if (tails.isEmpty() && changes.isEmpty()) {
        trouble.over();
        Thread.sleep(Duration.ofMillis(5));
        return;
      }
      var records = consumer.poll(PAUSE);
      trouble.over();
      for (TopicPartition place : records.partitions()) {
        Tail tail = tails.get(place);
        if (tail != null) {
          List<Entry> entries = new ArrayList<>();
          for (ConsumerRecord<byte @Nullable [], byte @Nullable []> record :
              records.records(place)) {
            entries.add(tail.records().entry(record));
          }
          tail.actor().events(tail.opening(), entries);
        }
      }
    } catch (WakeupException e) {
      // Changes wait.
    } catch (KafkaException e) {
      trouble.met(e);
      Thread.sleep(PAUSE);
    }
  }

  private void apply(Change change) {
    TopicPartition place = new TopicPartition(Topics.EVENTS.name(), change.partition());
    if (change.tail() == null) {
      tails.remove(place);
    } else {
      tails.put(place, change.tail());
    }
    consumer.assign(Set.copyOf(tails.keySet()));
    if (change.tail() != null) {
      consumer.seek(place, change.from());
    }
  }
}
