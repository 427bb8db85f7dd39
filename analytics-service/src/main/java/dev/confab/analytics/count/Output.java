package dev.confab.analytics.count;

import dev.confab.schema.analytics.AnalyticsTopics;
import dev.confab.schema.analytics.BusiestSessions;
import dev.confab.schema.analytics.CountProgress;
import dev.confab.schema.analytics.MinuteCount;
import dev.confab.schema.analytics.ResponseTimes;
import dev.confab.schema.analytics.Row;
import dev.confab.schema.analytics.SessionMinute;
import dev.confab.schema.analytics.UserCount;
import dev.confab.schema.codec.DeadLetter;
import dev.confab.schema.codec.Json;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a task writes, each to the sink of the topology that has the name of this stage and topic.
/// One thread.
final class Output {
  private static final Logger log = LoggerFactory.getLogger(Output.class);

  private final ProcessorContext<Address, byte[]> context;
  private final String stage;
  private final Runnable buried;

  /// `buried` counts dead letters.
  Output(ProcessorContext<Address, byte[]> context, String stage, Runnable buried) {
    this.context = context;
    this.stage = stage;
    this.buried = buried;
  }

  static String sink(String stage, String topic) {
    return stage + "-" + topic;
  }

  static String topic(Row row) {
    return switch (row) {
      case MinuteCount _ -> AnalyticsTopics.MINUTES;
      case UserCount _ -> AnalyticsTopics.USERS;
      case SessionMinute _ -> AnalyticsTopics.SESSIONS;
      case ResponseTimes _ -> AnalyticsTopics.RESPONSES;
      case BusiestSessions _ -> AnalyticsTopics.BUSIEST;
      case CountProgress _ -> AnalyticsTopics.PROGRESS;
    };
  }

  void write(Row row) {
    write(topic(row), address(row), Json.encode(row));
  }

  @SuppressWarnings("NullAway") // Kafka's null is a deletion.
  void delete(Row row) {
    write(topic(row), address(row), null);
  }

  void tell(Activity activity, int part) {
    write(AnalyticsTopics.ACTIVITY, new Address(null, part), Json.encode(activity));
  }

  /// A record that nobody can read.
  void bury(Record<byte[], byte[]> record, RecordMetadata metadata, String reason) {
    log.warn("{} is undecodable: {}", metadata, reason);
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
            Optional.empty());
    var letter = DeadLetter.of(source, reason);
    forward(
        sink(stage, letter.topic()),
        new Record<>(
            new Address(letter.key(), 0), letter.value(), record.timestamp(), letter.headers()));
    buried.run();
  }

  /// Of the topics of rows only the sessions' has a partition for each shard.
  private Address address(Row row) {
    int partition = row instanceof SessionMinute ? context.taskId().partition() : 0;
    return Address.of(row.key(), partition);
  }

  private void write(String topic, Address address, byte[] value) {
    forward(
        sink(stage, topic),
        new Record<>(address, value, context.currentSystemTimeMs(), new RecordHeaders()));
  }

  private void forward(String sink, Record<Address, byte[]> record) {
    context.forward(record, sink);
  }
}
