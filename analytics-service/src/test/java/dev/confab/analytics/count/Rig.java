package dev.confab.analytics.count;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.analytics.view.View;
import dev.confab.schema.analytics.AnalyticsTopics;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.topic.Topics;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// Both stages over several partitions, without Kafka: what one tells goes to the other and to a
/// view. Nothing is written before `flush`, as where the clock stands still.
final class Rig {
  static final int PARTITIONS = 3;
  static final Duration RETENTION = Duration.ofDays(7);

  final FakeLog log = new FakeLog();
  final View view = new View("epoch", PARTITIONS);
  final List<Headers> letters = new ArrayList<>();
  final List<String> deleted = new ArrayList<>();
  private final Duration retention;
  private final List<Task> events = new ArrayList<>();
  private final List<Task> users = new ArrayList<>();
  private int buried;

  /// The broker's time.
  private long newest;

  private static final class Task {
    final KeyValueStore<String, byte[]> store;
    final TaskId id;
    MockProcessorContext<Address, byte[]> context;
    Processor<byte[], byte[], Address, byte[]> processor;
    long offset;

    Task(String store, TaskId id, Processor<byte[], byte[], Address, byte[]> processor) {
      this.store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(store), Serdes.String(), Serdes.ByteArray())
              .withLoggingDisabled()
              .withCachingDisabled()
              .build();
      this.id = id;
      this.processor = processor;
      this.context = context(id);
      this.store.init(context.getStateStoreContext(), this.store);
    }

    private static MockProcessorContext<Address, byte[]> context(TaskId id) {
      MockProcessorContext<Address, byte[]> context =
          new MockProcessorContext<>(new Properties(), id, new File("/tmp"));
      context.setCurrentSystemTimeMs(0);
      return context;
    }
  }

  Rig() {
    this(RETENTION);
  }

  Rig(Duration retention) {
    this.retention = retention;
    for (int p = 0; p < PARTITIONS; p++) {
      events.add(new Task(EventProcessor.STORE, new TaskId(0, p), eventProcessor()));
      users.add(new Task(UserProcessor.STORE, new TaskId(1, p), userProcessor()));
    }
  }

  Rig start() {
    for (Task task : events) {
      task.processor.init(task.context);
    }
    for (Task task : users) {
      task.processor.init(task.context);
    }
    return this;
  }

  /// Every task goes on in another process, which has its store and nothing else.
  Rig moveAll() {
    for (Task task : events) {
      move(task, eventProcessor());
    }
    for (Task task : users) {
      move(task, userProcessor());
    }
    return this;
  }

  Rig feed(int shard, List<ConsumerRecord<byte[], byte[]>> records) {
    records.forEach(record -> feed(shard, record));
    return this;
  }

  void feed(int shard, ConsumerRecord<byte[], byte[]> record) {
    Task task = events.get(shard);
    newest = Math.max(newest, record.timestamp());
    task.context.setRecordMetadata(record.topic(), shard, record.offset());
    task.processor.process(
        new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
    drain(task);
  }

  /// Time passes: everything that changed is written.
  Rig flush() {
    events.forEach(this::punctuate);
    users.forEach(this::punctuate);
    return this;
  }

  int buried() {
    return buried;
  }

  /// The keys that the stage of events keeps of that shard.
  List<String> kept(int shard) {
    List<String> keys = new ArrayList<>();
    try (var all = events.get(shard).store.all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  private EventProcessor eventProcessor() {
    return new EventProcessor(log, settings(), () -> buried++);
  }

  private UserProcessor userProcessor() {
    return new UserProcessor(log.epoch(), settings(), () -> buried++);
  }

  CountSettings settings() {
    return new CountSettings(
        PARTITIONS,
        1,
        0,
        Path.of("/tmp"),
        null,
        retention,
        1 << 20,
        1 << 20,
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }

  private static void move(Task task, Processor<byte[], byte[], Address, byte[]> processor) {
    task.processor = processor;
    task.context = Task.context(task.id);
    task.store.init(task.context.getStateStoreContext(), task.store);
    processor.init(task.context);
  }

  private void punctuate(Task task) {
    for (var punctuator : task.context.scheduledPunctuators()) {
      if (!punctuator.cancelled()) {
        punctuator.getPunctuator().punctuate(0);
      }
    }
    drain(task);
  }

  private void drain(Task task) {
    var forwarded = List.copyOf(task.context.forwarded());
    task.context.resetForwards();
    for (var forward : forwarded) {
      String sink = forward.childName().orElseThrow();
      route(sink.substring(sink.indexOf('-') + 1), forward.record());
    }
  }

  private void route(String topic, Record<? extends Address, ? extends byte[]> record) {
    if (topic.equals(AnalyticsTopics.ACTIVITY)) {
      Task task = users.get(record.key().partition());
      task.context.setRecordMetadata(topic, record.key().partition(), task.offset++);
      task.processor.process(new Record<>(new byte[0], record.value(), newest, record.headers()));
      drain(task);
    } else if (topic.equals(Topics.DEAD_LETTERS.name())) {
      letters.add(record.headers());
    } else {
      apply(topic, record);
    }
  }

  private void apply(String topic, Record<? extends Address, ? extends byte[]> record) {
    String key = new String(Objects.requireNonNull(record.key().key()), UTF_8);
    if (record.value() == null) {
      deleted.add(topic + " " + key);
    }
    try {
      view.apply(topic, key, record.value());
    } catch (MalformedException e) {
      throw new IllegalStateException(e);
    }
  }
}
