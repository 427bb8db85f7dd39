package dev.confab.analytics.count;

import dev.confab.schema.analytics.CountProgress;
import dev.confab.schema.analytics.UserCount;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/// Users who wrote, by minute: those of one part, whom all shards tell it of. A user counts once in
/// a minute, in however many sessions he writes. One thread.
final class UserProcessor implements Processor<byte[], byte[], Address, byte[]> {
  static final String STORE = "analytics-users";
  static final String STAGE = "users";

  private static final String USERS = "users/";
  private static final String WRITERS = "writers/";
  private static final String PROGRESS = "progress";
  private static final Duration PURGES = Duration.ofMinutes(10);

  private final String epoch;
  private final CountSettings settings;
  private final Runnable buried;
  private Task task;

  /// What exists between `init` and `close`.
  private static final class Task {
    private final ProcessorContext<Address, byte[]> context;
    private final int part;
    private final Sums sums;
    private final Output output;
    private final Soon flush;
    private CountProgress progress;
    private Instant purged = Instant.MIN;

    private Task(ProcessorContext<Address, byte[]> context, UserProcessor processor) {
      this.context = context;
      this.part = context.taskId().partition();
      this.sums = new Sums(context.<KeyValueStore<String, byte[]>>getStateStore(STORE));
      this.output = new Output(context, STAGE, processor.buried);
      this.flush = new Soon(context, processor.settings.flushInterval(), processor::flush);
      CountProgress stored = sums.get(PROGRESS, CountProgress.class);
      this.progress = stored == null ? progress(part, processor.epoch, new TreeMap<>()) : stored;
    }
  }

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
  UserProcessor(String epoch, CountSettings settings, Runnable buried) {
    this.epoch = epoch;
    this.settings = settings;
    this.buried = buried;
  }

  @Override
  public void init(ProcessorContext<Address, byte[]> context) {
    task = new Task(context, this);
    task.flush.ask();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    giveUpOldLog();
    Activity activity;
    try {
      activity = decode(record);
    } catch (MalformedException e) {
      RecordMetadata metadata =
          task.context
              .recordMetadata()
              .orElseThrow(() -> new IllegalStateException("a record without its offset"));
      task.output.bury(record, metadata, String.valueOf(e.getMessage()));
      return;
    }
    if (!activity.epoch().equals(epoch)) {
      return;
    }
    switch (activity) {
      case Activity.Wrote wrote -> count(wrote);
      case Activity.Reached reached -> reach(reached);
    }
    purge(Instant.ofEpochMilli(record.timestamp()));
    task.flush.ask();
  }

  @SuppressWarnings("NullAway") // A record's value can be missing.
  private static Activity decode(Record<byte[], byte[]> record) throws MalformedException {
    if (record.value() == null) {
      throw new MalformedException("there is no value", null);
    }
    return Json.decode(record.value(), Activity.class);
  }

  private void count(Activity.Wrote wrote) {
    String key = USERS + Json.format(wrote.minute());
    if (task.sums.mark(WRITERS + Json.format(wrote.minute()) + "/" + wrote.user())) {
      UserCount before = task.sums.get(key, UserCount.class);
      long users = before == null ? 1 : before.activeUsers() + 1;
      task.sums.put(key, new UserCount(wrote.minute(), task.part, users));
      task.sums.changed(key);
    }
  }

  private void reach(Activity.Reached told) {
    var reached = new TreeMap<>(task.progress.reached());
    reached.merge(told.shard(), told.next(), Math::max);
    task.progress = progress(task.part, epoch, reached);
    task.sums.put(PROGRESS, task.progress);
  }

  private void purge(Instant appended) {
    if (appended.isAfter(task.purged)) {
      Instant floor = appended.minus(settings.retention()).truncatedTo(ChronoUnit.MINUTES);
      task.sums.deleteBelow(USERS, Json.format(floor));
      task.sums.deleteBelow(WRITERS, Json.format(floor));
      task.purged = appended.plus(PURGES);
    }
  }

  /// The rows that changed, then how far they reach.
  private void flush() {
    giveUpOldLog();
    for (String key : task.sums.takeChanged()) {
      UserCount row = task.sums.get(key, UserCount.class);
      if (row != null) {
        task.output.write(row);
      }
    }
    task.output.write(task.progress);
  }

  /// After a log was lost, what is counted anew must not be added to what was counted of it.
  private void giveUpOldLog() {
    if (!task.progress.epoch().equals(epoch)) {
      task.sums.keys(USERS).stream()
          .map(key -> task.sums.get(key, UserCount.class))
          .filter(Objects::nonNull)
          .forEach(task.output::delete);
      task.sums.clear();
      task.progress = progress(task.part, epoch, new TreeMap<>());
    }
  }

  private static CountProgress progress(int part, String epoch, SortedMap<Integer, Long> reached) {
    return new CountProgress(CountProgress.Stage.USERS, part, epoch, reached, null, 0);
  }
}
