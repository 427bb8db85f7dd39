package dev.confab.message.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.schema.codec.DeadLetter;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import dev.confab.schema.log.LogFilter;
import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.log.LogPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// What a run of records of one shard means: the events that count, the records that count but that
/// nobody can read, and the position behind them.
record ShardReading(
    ShardPosition after,
    List<ArchivedEvent> events,
    List<ProducerRecord<byte @Nullable [], byte @Nullable []>> deadLetters) {
  /// What PostgreSQL can hold as text of four-digit years; no sane clock is outside of it.
  private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

  static ShardReading read(
      ShardPosition from, List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records) {
    LogFilter filter = new LogFilter(from.filter());
    List<ArchivedEvent> events = new ArrayList<>();
    List<ProducerRecord<byte @Nullable [], byte @Nullable []>> deadLetters = new ArrayList<>();
    long next = from.nextOffset();
    for (var record : records) {
      next = record.offset() + 1;
      switch (filter.judge(LogPosition.of(record.headers()))) {
        case OPENED, DROPPED -> {}
        case ACCEPTED -> {
          if (!isProgress(record)) {
            try {
              events.add(decode(record));
            } catch (MalformedException e) {
              deadLetters.add(DeadLetter.of(record, "archive: " + e.getMessage()));
            }
          }
        }
      }
    }
    return new ShardReading(
        new ShardPosition(from.shard(), next, filter.state()), events, deadLetters);
  }

  private static boolean isProgress(ConsumerRecord<?, ?> record) {
    return record.key() == null
        && LogHeaders.PROGRESS.equals(LogHeaders.text(record.headers(), LogHeaders.CE_TYPE));
  }

  private static ArchivedEvent decode(ConsumerRecord<byte @Nullable [], byte @Nullable []> record)
      throws MalformedException {
    byte[] key = record.key();
    byte[] value = record.value();
    if (key == null || value == null) {
      throw new MalformedException("an event without a key or a value", null);
    }
    Event event = Json.decode(value, Event.class);
    if (!Arrays.equals(key, event.sessionId().value().getBytes(UTF_8))) {
      throw new MalformedException("the key is not the event's session", null);
    }
    if (event.at().isBefore(FIRST_TIME) || event.at().isAfter(LAST_TIME)) {
      throw new MalformedException("a time that no clock shows", null);
    }
    return new ArchivedEvent(event, new String(value, UTF_8));
  }
}
