package dev.confab.analytics.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.analytics.AnalyticsTopics;
import dev.confab.schema.codec.MalformedException;
import dev.confab.streams.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Keeps the view: reads the topics of rows from their beginning at each start, whole, and then
/// what comes. One thread of its own.
final class RowReader implements SmartLifecycle, Runnable {
  private static final Logger log = LoggerFactory.getLogger(RowReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration QUESTIONS = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PURGES = Duration.ofMinutes(10);

  private final Properties client;
  private final EventLog events;
  private final Duration retention;
  private final View view;
  private final InstantSource clock;
  private final Freshness freshness;
  private final Consumer<String> unreadable;
  private final Thread thread = Thread.ofPlatform().name("analytics-rows").unstarted(this);
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private Instant purged = Instant.EPOCH;
  private volatile boolean running;

  /// `unreadable` is told the topic of each row that nobody can read.
  RowReader(
      Properties client,
      EventLog events,
      Duration retention,
      View view,
      InstantSource clock,
      Consumer<String> unreadable) {
    this.client = client;
    this.events = events;
    this.retention = retention;
    this.view = view;
    this.clock = clock;
    this.unreadable = unreadable;
    this.freshness = new Freshness(new Ends(), view, QUESTIONS);
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
  }

  Freshness freshness() {
    return freshness;
  }

  @Override
  public void start() {
    running = true;
    thread.start();
  }

  @Override
  public void stop() {
    running = false;
    thread.interrupt();
    try {
      thread.join(PAUSE.multipliedBy(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public void run() {
    while (running) {
      try (var rows =
          new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = rows;
        List<TopicPartition> all = rowPartitions();
        rows.assign(all);
        rows.seekToBeginning(all);
        while (running) {
          read();
        }
      } catch (KafkaException e) {
        // Rows that were replaced long ago would be in the view for a while.
        freshness.startAgain();
        pause("The rows are read again from their beginning", e);
      } catch (RuntimeException e) {
        // Without a reader there are no answers, and health says so.
        freshness.startAgain();
        log.error("The rows are read no more after an error that is not foreseen", e);
        throw e;
      }
    }
  }

  private void read() {
    consumer().poll(POLL).forEach(this::apply);
    Instant now = clock.instant();
    if (now.isAfter(purged.plus(PURGES))) {
      view.removeBefore(now.minus(retention));
      purged = now;
    }
    try {
      freshness.step(now);
    } catch (KafkaException e) {
      // The view stays, and gets old: who asks it is told so.
      pause("Kafka is out of reach", e);
    }
  }

  private void apply(ConsumerRecord<byte @Nullable [], byte @Nullable []> row) {
    byte[] key = row.key();
    try {
      if (key == null) {
        throw new MalformedException("there is no key", null);
      }
      view.apply(row.topic(), new String(key, UTF_8), row.value());
    } catch (MalformedException e) {
      log.warn(
          "{}-{} has an unreadable row at offset {}: {}",
          row.topic(),
          row.partition(),
          row.offset(),
          e.getMessage());
      unreadable.accept(row.topic());
    }
  }

  private void pause(String what, KafkaException trouble) {
    if (running) {
      log.warn("{}: {}", what, trouble.toString());
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return Objects.requireNonNull(consumer);
  }

  private List<TopicPartition> rowPartitions() {
    return AnalyticsTopics.ROWS.stream()
        .flatMap(topic -> partitions(topic).stream())
        .map(found -> new TopicPartition(found.topic(), found.partition()))
        .toList();
  }

  /// A broker that has not heard of a new topic yet knows none of its partitions.
  private List<PartitionInfo> partitions(String topic) {
    List<PartitionInfo> found = consumer().partitionsFor(topic);
    if (found.isEmpty()) {
      throw new UnknownTopicOrPartitionException(topic);
    }
    return found;
  }

  private final class Ends implements Freshness.Log {
    @Override
    public Map<Integer, Long> eventEnds() {
      return events.ends();
    }

    @Override
    public Map<TopicPartition, Long> rowEnds() {
      return consumer().endOffsets(consumer().assignment());
    }

    @Override
    public long next(TopicPartition rows) {
      return consumer().position(rows);
    }
  }
}
