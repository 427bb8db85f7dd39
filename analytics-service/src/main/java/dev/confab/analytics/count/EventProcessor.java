package dev.confab.analytics.count;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.UserId;
import dev.confab.schema.log.LogPosition;
import dev.confab.schema.topic.Topics;
import dev.confab.streams.EventLog;
import dev.confab.streams.PositionedFilter;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One shard of `chat.events` on its way into the sums: filter, count, position.
///
/// Sums, position, rows and the offset in the group are committed together or not at all, so each
/// record that counts is counted once. Rows are written a moment after they change, and the
/// progress behind them. One thread.
final class EventProcessor implements Processor<byte[], byte[], Address, byte[]> {
  static final String STORE = "analytics-events";
  static final String STAGE = "events";

  private static final Logger log = LoggerFactory.getLogger(EventProcessor.class);
  private static final String STANDING = "standing";
  private static final Duration PURGES = Duration.ofMinutes(10);

  private final EventLog events;
  private final CountSettings settings;
  private final Runnable buried;
  private Task task;

  /// What exists between `init` and `close`.
  private static final class Task {
    private final ProcessorContext<Address, byte[]> context;
    private final int shard;
    private final Sums sums;
    private final Output output;
    private final EventCounts counts;
    private final Soon flush;
    private final PositionedFilter filter;
    private Standing standing;

    /// Whether the sums are of a log that was lost.
    private boolean outdated;

    private Instant purged = Instant.MIN;

    private Task(
        ProcessorContext<Address, byte[]> context, EventProcessor processor, Standing fresh) {
      this.context = context;
      this.shard = context.taskId().partition();
      this.sums = new Sums(context.<KeyValueStore<String, byte[]>>getStateStore(STORE));
      this.output = new Output(context, STAGE, processor.buried);
      this.flush = new Soon(context, processor.settings.flushInterval(), processor::flush);
      Standing stored = sums.get(STANDING, Standing.class);
      this.outdated = stored != null && !stored.position().epoch().equals(fresh.position().epoch());
      this.standing = stored == null || outdated ? fresh : stored;
      this.filter =
          new PositionedFilter(
              standing.position(), offset -> processor.events.openedBelow(shard, offset));
      this.counts =
          new EventCounts(
              sums,
              shard,
              processor.settings.retention(),
              (user, minute) -> processor.tell(user, minute));
    }
  }

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
  EventProcessor(EventLog events, CountSettings settings, Runnable buried) {
    this.events = events;
    this.settings = settings;
    this.buried = buried;
  }

  @Override
  public void init(ProcessorContext<Address, byte[]> context) {
    Task opened = new Task(context, this, Standing.start(events.epoch(), events.isReplacement()));
    long end = events.end(opened.shard);
    if (opened.standing.position().next() > end) {
      throw new CountFault(
          "%s-%d ends at %d, but analytics has read it up to %d: the log lost records. Delete the topics chat.analytics.*, the state directory and the offsets and changelogs of group %s, then start again."
              .formatted(
                  Topics.EVENTS,
                  opened.shard,
                  end,
                  opened.standing.position().next(),
                  StreamsSettings.APPLICATION));
    }
    task = opened;
    task.flush.ask();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    giveUpOldLog();
    RecordMetadata metadata =
        task.context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record without its offset"));
    Instant appended = Instant.ofEpochMilli(record.timestamp());
    boolean counted = true;
    switch (task.filter.judge(metadata.offset(), LogPosition.of(record.headers()))) {
      case SEEN -> {
        return;
      }
      case NOTHING -> {}
      case ACCEPTED -> counted = accept(record, metadata, appended);
    }
    task.standing = task.standing.behind(task.filter.position(), appended, counted);
    task.sums.put(STANDING, task.standing);
    purge(appended);
    task.flush.ask();
  }

  @SuppressWarnings("NullAway") // Control records have no key and foreign ones no value.
  private boolean accept(Record<byte[], byte[]> record, RecordMetadata metadata, Instant appended) {
    if (record.key() == null) {
      return true;
    }
    Event event;
    try {
      event = decode(record);
    } catch (MalformedException e) {
      task.output.bury(record, metadata, String.valueOf(e.getMessage()));
      return true;
    }
    return task.counts.count(event, appended);
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

  private void tell(UserId user, Instant minute) {
    task.output.tell(
        new Activity.Wrote(events.epoch(), user, minute),
        Activity.part(user, settings.partitions()));
  }

  private void purge(Instant appended) {
    if (appended.isAfter(task.purged)) {
      task.counts.purge(appended);
      task.purged = appended.plus(PURGES);
    }
  }

  /// The rows that changed, then how far they reach.
  private void flush() {
    giveUpOldLog();
    for (String key : task.sums.takeChanged()) {
      var row = task.counts.row(key);
      if (row != null) {
        task.output.write(row);
      }
    }
    task.output.write(task.standing.progress(task.shard));
    var reached = new Activity.Reached(events.epoch(), task.shard, task.standing.position().next());
    for (int part = 0; part < settings.partitions(); part++) {
      task.output.tell(reached, part);
    }
  }

  /// After a log was lost, what is counted anew must not be added to what was counted of it.
  private void giveUpOldLog() {
    if (task.outdated) {
      log.warn("Shard {}: the log is a new one; what was counted of the old one goes", task.shard);
      task.counts.rows().forEach(task.output::delete);
      task.counts.clear();
      task.outdated = false;
    }
  }
}
