package dev.confab.message.shard;

import dev.confab.schema.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// `chat.commands` with one Kafka consumer for all shards.
final class KafkaCommands implements CommandFeed {
  private final ShardClients clients;
  private final KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer;
  private final Map<TopicPartition, ShardRecords> followed = new HashMap<>();
  private final Semaphore woken = new Semaphore(0);

  KafkaCommands(ShardClients clients) {
    this.clients = clients;
    this.consumer =
        new KafkaConsumer<>(
            clients
                .connection()
                .client(
                    Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1_000)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  @Override
  public void follow(int shard, long from) {
    followed.put(place(shard), new ShardRecords(shard, clients.partitions()));
    consumer.assign(Set.copyOf(followed.keySet()));
    consumer.seek(place(shard), from);
    consumer.resume(Set.of(place(shard)));
  }

  @Override
  public void forget(int shard) {
    if (followed.remove(place(shard)) != null) {
      consumer.assign(Set.copyOf(followed.keySet()));
    }
  }

  @Override
  public void hold(int shard, boolean held) {
    Set<TopicPartition> places = Set.of(place(shard));
    if (!followed.containsKey(place(shard)) || held == consumer.paused().containsAll(places)) {
      return;
    }
    if (held) {
      consumer.pause(places);
    } else {
      consumer.resume(places);
    }
  }

  @Override
  public void poll(Duration patience, Sink sink) {
    if (followed.isEmpty()) {
      await(patience);
      return;
    }
    try {
      ConsumerRecords<byte @Nullable [], byte @Nullable []> records = consumer.poll(patience);
      for (TopicPartition place : records.partitions()) {
        ShardRecords of = followed.get(place);
        if (of != null) {
          sink.commands(place.partition(), decode(of, place.partition(), records.records(place)));
        }
      }
    } catch (WakeupException e) {
      // Something else waits to be done.
    } catch (OffsetOutOfRangeException e) {
      for (TopicPartition place : e.partitions()) {
        forget(place.partition());
        sink.lost(place.partition(), String.valueOf(e.getMessage()));
      }
    }
  }

  private void await(Duration patience) {
    try {
      if (woken.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        woken.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Asked> decode(
      ShardRecords of,
      int shard,
      List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
    ShardSpans spans = clients.spans(shard);
    List<Asked> batch = new ArrayList<>(records.size());
    for (ConsumerRecord<byte @Nullable [], byte @Nullable []> record : records) {
      spans.take(record);
      batch.add(of.command(record));
    }
    return batch;
  }

  @Override
  public void wake() {
    woken.release();
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static TopicPartition place(int shard) {
    return new TopicPartition(Topics.COMMANDS.name(), shard);
  }
}
