package dev.confab.history.timeline;

import dev.confab.history.window.Gathered;
import dev.confab.schema.id.SessionId;
import java.io.File;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// A processor of one partition with a store in memory, fed record by record with their offsets.
final class Rig {
  /// Large enough for strides of several messages.
  static final int WINDOW = 24;

  /// What is held at most before the floors move up.
  static final int MOST = WINDOW + WINDOW / 8;

  final MapStore store;
  final FakeLog log = new FakeLog();
  final Progress progress = new Progress();
  final MockProcessorContext<byte[], byte[]> context =
      new MockProcessorContext<>(new Properties(), new TaskId(0, 0), new File("/tmp"));
  private final TimelineProcessor processor = new TimelineProcessor(log, progress, WINDOW);

  Rig() {
    this(new MapStore());
  }

  /// A processor that finds this store.
  Rig(MapStore store) {
    this.store = store;
    log.end = Long.MAX_VALUE;
    context.addStateStore(store);
  }

  Rig start() {
    processor.init(context);
    return this;
  }

  Rig feed(List<ConsumerRecord<byte[], byte[]>> records) {
    for (var record : records) {
      context.setRecordMetadata(record.topic(), record.partition(), record.offset());
      processor.process(new Record<>(record.key(), record.value(), 0, record.headers()));
    }
    return this;
  }

  TimelineReader reader() {
    return new TimelineReader(store);
  }

  List<String> messages(SessionId session) {
    return Gathered.all(found -> reader().window(session).messagesUp(0, Long.MAX_VALUE, found))
        .stream()
        .map(entry -> entry.text())
        .toList();
  }
}
