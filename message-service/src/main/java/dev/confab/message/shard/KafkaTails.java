package dev.confab.message.shard;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.topic.Topics;
import dev.confab.web.kafka.KafkaConnection;
import dev.confab.web.kafka.ReadingTrouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// `chat.events` and `chat.shards` with one consumer on one thread.
final class KafkaTails implements TailFeed, Runnable {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final TopicPartition CLAIMS = new TopicPartition(Topics.SHARDS.name(), 0);

  /// Whom a partition's entries go to; `opening` marks them.
  private record Tail(long opening, Mailbox mailbox, ShardRecords records) {}

  private record Change(int partition, long from, @Nullable Tail tail) {}

  private final KafkaConnection connection;
  private final KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer;
  private final ConcurrentLinkedQueue<Change> changes = new ConcurrentLinkedQueue<>();
  private final Map<TopicPartition, Tail> tails = new HashMap<>();

  /// The highest that was heard of, by shard.
  private final Map<Integer, Long> claims = new HashMap<>();

  private final ReadingTrouble trouble = new ReadingTrouble("events");
  private volatile boolean stopped;
  private volatile @Nullable Thread thread;

  /// Whether it is known from where claims are read: those before are found by openings.
  private boolean readsClaims;

  KafkaTails(KafkaConnection connection) {
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

  @Override
  public void start() {
    thread = Thread.ofPlatform().name("shard-tails").start(this);
  }

  @Override
  public void follow(int partition, long from, long opening, Mailbox mailbox) {
    Tail tail = new Tail(opening, mailbox, new ShardRecords(partition, connection.partitions()));
    change(new Change(partition, from, tail));
  }

  @Override
  public void forget(int partition) {
    change(new Change(partition, 0, null));
  }

  @Override
  public boolean isAlive() {
    Thread running = thread;
    return running != null && running.isAlive();
  }

  @Override
  public @Nullable String trouble() {
    return trouble.reason();
  }

  @Override
  public void close() {
    stopped = true;
    Thread running = thread;
    if (running == null) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      running.join(PAUSE.multipliedBy(4));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
      readClaims();
      for (Change change = changes.poll(); change != null; change = changes.poll()) {
        apply(change);
      }
      var records = consumer.poll(PAUSE);
      trouble.over();
      for (TopicPartition place : records.partitions()) {
        if (place.equals(CLAIMS)) {
          records.records(place).forEach(this::claimed);
        } else {
          read(place, records.records(place));
        }
      }
    } catch (WakeupException e) {
      // Changes wait.
    } catch (OffsetOutOfRangeException e) {
      e.partitions().forEach(place -> lost(place, e));
    } catch (KafkaException e) {
      trouble.met(e);
      Thread.sleep(PAUSE);
    }
  }

  private void read(
      TopicPartition place, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
    Tail tail = tails.get(place);
    if (tail != null) {
      List<Entry> entries = new ArrayList<>(records.size());
      records.forEach(record -> entries.add(tail.records().entry(record)));
      tail.mailbox().post(new ShardMessage.Events(tail.opening(), entries));
    }
  }

  private void claimed(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    try {
      ShardRecords.Claim claim = Json.decode(value, ShardRecords.Claim.class);
      claims.merge(claim.partition(), claim.term(), Math::max);
      tellClaim(claim.partition());
    } catch (MalformedException e) {
      // Openings say what to do about it.
    }
  }

  private void tellClaim(int partition) {
    Tail tail = tails.get(place(partition));
    Long highest = claims.get(partition);
    if (tail != null && highest != null) {
      tail.mailbox().post(new ShardMessage.Claimed(highest));
    }
  }

  private void lost(TopicPartition place, KafkaException failure) {
    if (place.equals(CLAIMS)) {
      readsClaims = false;
      return;
    }
    Tail tail = tails.remove(place);
    assign();
    if (tail != null) {
      String reason = String.valueOf(failure.getMessage());
      tail.mailbox().post(new ShardMessage.Unreadable(tail.opening(), reason));
    }
  }

  private void apply(Change change) {
    TopicPartition place = place(change.partition());
    if (change.tail() == null) {
      tails.remove(place);
    } else {
      tails.put(place, change.tail());
    }
    assign();
    if (change.tail() != null) {
      consumer.seek(place, change.from());
      tellClaim(change.partition());
    }
  }

  /// Fixed at once: what is claimed while a shard opens must be heard of.
  private void readClaims() {
    if (!readsClaims) {
      assign();
      consumer.seekToEnd(Set.of(CLAIMS));
      consumer.position(CLAIMS);
      readsClaims = true;
    }
  }

  private void assign() {
    Set<TopicPartition> places = new HashSet<>(tails.keySet());
    places.add(CLAIMS);
    consumer.assign(places);
  }

  private static TopicPartition place(int partition) {
    return new TopicPartition(Topics.EVENTS.name(), partition);
  }
}
