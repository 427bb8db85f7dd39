package dev.confab.system.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.log.FilterState;
import dev.confab.schema.log.LogFilter;
import dev.confab.schema.log.LogPosition;
import dev.confab.schema.topic.Topics;
import dev.confab.system.history.Entry;
import dev.confab.system.history.HistoryWriter;
import dev.confab.system.history.LogEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads `chat.events` from its beginning as somebody outside does, and writes down what there is
/// of the run's sessions. Runs in a thread of its own until it is interrupted.
final class Tail implements Runnable {
  private final Properties settings;
  private final boolean filtered;
  private final Set<String> sessions;
  private final HistoryWriter history;
  private final Map<Integer, LogFilter> filters = new HashMap<>();
  private final Map<String, Long> last = new ConcurrentHashMap<>();
  private volatile long upTo = System.nanoTime();
  private volatile @Nullable RuntimeException failure;

  /// How many logs there were before the one that is read.
  private final AtomicInteger lost = new AtomicInteger();

  private volatile boolean away;
  private volatile boolean reading;

  /// @param filtered whether only what counts is written down, else all that has a key
  Tail(String kafka, boolean filtered, Set<String> sessions, HistoryWriter history) {
    this.settings = new Properties();
    this.settings.put("bootstrap.servers", kafka);
    this.settings.put("auto.offset.reset", "none");
    this.settings.put("enable.auto.commit", "false");
    this.settings.put("allow.auto.create.topics", "false");
    this.filtered = filtered;
    this.sessions = Set.copyOf(sessions);
    this.history = history;
  }

  /// The seq with which each session ends, as far as was read.
  Map<String, Long> last() {
    return Map.copyOf(last);
  }

  /// Whether all was read that was there at that time, by `System.nanoTime()`.
  boolean hasRead(long time) {
    RuntimeException broken = failure;
    if (broken != null) {
      throw broken;
    }
    return upTo - time > 0;
  }

  /// Returns when the log is read no more, and may go.
  void leaveLog() throws InterruptedException {
    away = true;
    while (reading) {
      Thread.sleep(50);
    }
  }

  /// There is another one, which begins anew.
  void readNewLog() {
    filters.clear();
    lost.incrementAndGet();
    away = false;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (away) {
          Thread.sleep(50);
        } else {
          reading = true;
          read();
          reading = false;
        }
      }
    } catch (InterruptException | InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      reading = false;
    }
  }

  private void read() {
    try (var consumer =
        new KafkaConsumer<byte @Nullable [], byte @Nullable []>(
            settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.EVENTS.name()).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!away && !Thread.currentThread().isInterrupted()) {
        poll(consumer, partitions);
      }
    }
  }

  private void poll(
      KafkaConsumer<byte @Nullable [], byte @Nullable []> consumer,
      List<TopicPartition> partitions) {
    try {
      var records = consumer.poll(Duration.ofMillis(200));
      records.forEach(this::take);
      if (records.isEmpty()) {
        long asked = System.nanoTime();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Duration.ofSeconds(5));
        if (ends.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
          upTo = asked;
        }
      }
    } catch (RetriableException e) {
      // A broker is away: its partitions go on where they were.
    }
  }

  private void take(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    boolean counts = !filtered || accepts(record);
    byte[] key = record.key();
    byte[] value = record.value();
    if (!counts || key == null || value == null || !sessions.contains(new String(key, UTF_8))) {
      return;
    }
    LogEvent event = LogEvent.of(value);
    history.record(
        filtered ? "filtered tail" : "raw tail",
        new Entry.Tailed(filtered, lost.get(), record.partition(), record.offset(), event));
    last.merge(event.session(), event.seq(), Math::max);
  }

  private boolean accepts(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    return filters
            .computeIfAbsent(record.partition(), p -> new LogFilter(FilterState.START))
            .judge(LogPosition.of(record.headers()))
        == LogFilter.Verdict.ACCEPTED;
  }
}
