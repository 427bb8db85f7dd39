package dev.confab.history.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.DeadLetter;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import dev.confab.schema.log.LogPosition;
import dev.confab.schema.topic.Topics;
import dev.confab.streams.EventLog;
import dev.confab.streams.Position;
import dev.confab.streams.PositionedFilter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition of `chat.events` on its way into the store: filter, fold, position, in that order.
///
/// Streams promises at least once. All writes of a partition go to one store and so, in order, to
/// one changelog: whatever a crash leaves is a beginning of them, and the position is the last
/// write of each record. A partition whose store went back more than that shows as a jump of
/// offsets. One thread.
final class TimelineProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  static final String STORE = "timeline";

  private static final Logger log = LoggerFactory.getLogger(TimelineProcessor.class);

  private final EventLog events;
  private final Progress progress;
  private final int window;
  private Task task;

  /// What exists between `init` and `close`.
  private record Task(
      int partition,
      ProcessorContext<byte[], byte[]> context,
      KeyValueStore<Bytes, byte[]> store,
      PositionedFilter filter,
      TimelineWriter writer) {}

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
  TimelineProcessor(EventLog events, Progress progress, int window) {
    this.events = events;
    this.progress = progress;
    this.window = window;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    int partition = context.taskId().partition();
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
    Position position = position(partition, store);
    long end = events.end(partition);
    if (position.next() > end) {
      throw new TimelineFault(
          "%s-%d ends at %d, but the timeline has read it up to %d: the log lost records. Delete the timeline's state directory and its changelog topic, then start again."
              .formatted(Topics.EVENTS, partition, end, position.next()),
          null);
    }
    PositionedFilter filter =
        new PositionedFilter(position, offset -> events.openedBelow(partition, offset));
    task = new Task(partition, context, store, filter, new TimelineWriter(store, window));
    task.writer().recovering(holdsAnything(store));
    progress.open(partition, position, end);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata metadata =
        task.context()
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record without its offset"));
    long gap = task.filter().position().gap();
    Event applied = null;
    switch (task.filter().judge(metadata.offset(), LogPosition.of(record.headers()))) {
      case SEEN -> {
        return;
      }
      case NOTHING -> {}
      case ACCEPTED -> applied = accept(record, metadata);
    }
    Position position = task.filter().position();
    if (position.gap() > 0 && gap == 0) {
      log.warn(
          "Partition {}: records below offset {} are missing from the log or the view; what they changed is read from the archive",
          task.partition(),
          position.gap());
    }
    task.store().put(Keys.POSITION, Json.encode(position));
    progress.move(task.partition(), position);
    progress.read(task.partition(), record.timestamp());
    if (applied != null) {
      // Last: whoever waits for it looks at once, and finds the view as far as its event.
      progress.ring(applied.sessionId());
    }
  }

  @Override
  public void close() {
    if (task != null) {
      progress.close(task.partition());
    }
  }

  private Position position(int partition, KeyValueStore<Bytes, byte[]> store) {
    Position stored = new TimelineReader(store).position();
    if (stored != null && !stored.epoch().equals(events.epoch())) {
      log.warn("Partition {}: the log is a new one; the timeline of the old one goes", partition);
      clear(store);
      stored = null;
    }
    if (stored != null) {
      return stored;
    }
    Position start = Position.start(events.epoch());
    return events.isReplacement() ? start.withGap(1) : start;
  }

  private static boolean holdsAnything(KeyValueStore<Bytes, byte[]> store) {
    try (var all = store.all()) {
      return all.hasNext();
    }
  }

  private static void clear(KeyValueStore<Bytes, byte[]> store) {
    List<Bytes> keys = new ArrayList<>();
    try (var all = store.all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(store::delete);
  }

  /// `null` if it holds no event.
  @SuppressWarnings("NullAway") // Control records have no key and foreign ones no value.
  private @Nullable Event accept(Record<byte[], byte[]> record, RecordMetadata metadata) {
    if (record.key() == null) {
      return null;
    }
    Event event;
    try {
      event = decode(record);
    } catch (MalformedException e) {
      log.warn("{} is undecodable: {}", metadata, e.getMessage());
      bury(record, metadata, String.valueOf(e.getMessage()));
      return null;
    }
    if (progress.isCurrent(task.partition())) {
      task.writer().recovering(false);
    }
    apply(event, record.value(), metadata.offset());
    return event;
  }

  @SuppressWarnings("NullAway") // A record's value can be missing.
  private static Event decode(Record<byte[], byte[]> record) throws MalformedException {
    if (record.value() == null) {
      throw new MalformedException("there is no value", null);
    }
    Event event = Json.decode(record.value(), Event.class);
    if (!event.sessionId().value().equals(new String(record.key(), UTF_8))) {
      throw new MalformedException("the key is not the event's session", null);
    }
    return event;
  }

  private void apply(Event event, byte[] body, long offset) {
    long gap = task.filter().position().gap();
    if (task.writer().apply(event, body, offset, gap) == Outcome.HOLE) {
      // Loud, but not contagious: one session's fault must not take every other session's reads.
      log.atError()
          .addKeyValue("session", event.sessionId().value())
          .addKeyValue("seq", event.seq())
          .addKeyValue("shard", task.partition())
          .log(
              "An event before {}.{} at offset {} of partition {} is missing: a fault. The archive speaks for what was before.",
              event.sessionId(),
              event.seq(),
              offset,
              task.partition());
      task.filter().raiseGap(offset);
    }
  }

  private void bury(Record<byte[], byte[]> record, RecordMetadata metadata, String reason) {
    var source =
        new ConsumerRecord<>(
            metadata.topic(),
            metadata.partition(),
            metadata.offset(),
            record.timestamp(),
            TimestampType.CREATE_TIME,
            -1,
            -1,
            record.key(),
            record.value(),
            new RecordHeaders(record.headers()),
            java.util.Optional.empty());
    progress.buried();
    var letter = DeadLetter.of(source, reason);
    task.context()
        .forward(new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers()));
  }
}
