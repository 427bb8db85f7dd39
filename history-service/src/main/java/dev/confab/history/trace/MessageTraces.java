package dev.confab.history.trace;

import dev.confab.history.archive.Archive;
import dev.confab.history.archive.ArchiveOutageException;
import dev.confab.history.page.EventPages;
import dev.confab.history.page.Reading;
import dev.confab.history.page.SessionFinder;
import dev.confab.history.page.View;
import dev.confab.history.timeline.Progress;
import dev.confab.history.trace.Hop.State;
import dev.confab.history.window.Entry;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the way of a message. Holds no bodies and tells none. Thread-safe.
public final class MessageTraces {
  private static final Logger log = LoggerFactory.getLogger(MessageTraces.class);

  private final SessionFinder sessions;
  private final EventPages events;
  private final Archive archive;
  private final Progress timeline;
  private final LogSearch search;
  private final int partitions;
  private final String epoch;

  MessageTraces(
      SessionFinder sessions,
      EventPages events,
      Archive archive,
      Progress timeline,
      LogSearch search,
      int partitions,
      String epoch) {
    this.sessions = sessions;
    this.events = events;
    this.archive = archive;
    this.timeline = timeline;
    this.search = search;
    this.partitions = partitions;
    this.epoch = epoch;
  }

  /// `null` if there is no such message that the caller may see, in the views or behind them in the
  /// log. A message that was deleted has its way, too. Throws `KafkaException` if only the log
  /// could tell, and can't be asked.
  public @Nullable Trace trace(Reading reading, MessageId message) {
    int shard = Topics.partition(message.session(), partitions);
    Long read = timeline.next(shard);
    long next = read == null ? 0 : read;
    View view = sessions.find(reading, message.session());
    Entry known = view == null ? null : known(view, message);
    if (known == null && !reading.caller().isService()) {
      return null;
    }
    Event.MessageCreated created = known == null ? null : created(known.json());
    if (known != null && created == null) {
      return null;
    }
    List<Hop> hops =
        created == null || known == null
            ? behindTheViews(shard, message, next)
            : behind(shard, message, created, known);
    return hops.isEmpty()
        ? null
        : new Trace(message, message.session(), message.seq(), shard, epoch, hops);
  }

  private @Nullable Entry known(View view, MessageId message) {
    return view.summary().lastSeq() < message.seq()
        ? null
        : events.after(view, message.seq() - 1, 1).getFirst();
  }

  /// Of a message that no view has yet; empty if the log has none either.
  private List<Hop> behindTheViews(int shard, MessageId message, long next) {
    var record = search.event(shard, message.session(), message.seq(), next);
    Event.MessageCreated created = record == null ? null : created(record.value());
    return created == null ? List.of() : hops(shard, created, record, State.NOT_FOUND, false);
  }

  private List<Hop> behind(
      int shard, MessageId message, Event.MessageCreated created, Entry known) {
    try {
      var record =
          search.event(shard, message.session(), message.seq(), created.at(), known.json());
      return hops(shard, created, record, State.NOT_FOUND, true);
    } catch (KafkaException e) {
      log.warn("The log can't be searched: {}", e.toString());
      return hops(shard, created, null, State.UNKNOWN, true);
    }
  }

  /// @param otherwise what is true of the topics where there is no record
  /// @param seen whether the views have it
  private List<Hop> hops(
      int shard,
      Event.MessageCreated created,
      @Nullable ConsumerRecord<byte[], byte[]> record,
      State otherwise,
      boolean seen) {
    Long offset = record == null ? null : record.offset();
    List<Hop> hops = new ArrayList<>();
    hops.add(new Hop("gateway", State.PASSED, null, created.at(), gateway(record)));
    hops.add(
        record == null ? Hop.missing(Topics.COMMANDS.name(), otherwise) : command(shard, record));
    hops.add(record == null ? Hop.missing(Topics.EVENTS.name(), otherwise) : event(record));
    hops.add(materialized(shard, offset, seen));
    hops.add(archived(shard, offset));
    return hops;
  }

  private Hop materialized(int shard, @Nullable Long offset, boolean seen) {
    Long next = timeline.next(shard);
    if (seen) {
      return new Hop("timeline", State.PASSED, next, null, null);
    }
    return next == null
        ? Hop.missing("timeline", State.UNKNOWN)
        : Hop.view("timeline", next, offset);
  }

  private Hop command(int shard, ConsumerRecord<byte[], byte[]> event) {
    String topic = Topics.COMMANDS.name();
    long offset = LogHeaders.number(event.headers(), LogHeaders.COMMAND_OFFSET);
    if (offset < 0) {
      return Hop.missing(topic, State.NOT_FOUND);
    }
    try {
      ConsumerRecord<byte[], byte[]> command = search.command(shard, offset);
      return command == null
          ? new Hop(topic, State.NOT_FOUND, offset, null, null)
          : new Hop(topic, State.PASSED, offset, time(command), null);
    } catch (KafkaException e) {
      log.warn("The commands can't be searched: {}", e.toString());
      return new Hop(topic, State.UNKNOWN, offset, null, null);
    }
  }

  private static Hop event(ConsumerRecord<byte[], byte[]> event) {
    String by =
        "term %d, record %d"
            .formatted(
                LogHeaders.number(event.headers(), LogHeaders.TERM),
                LogHeaders.number(event.headers(), LogHeaders.N));
    return new Hop(Topics.EVENTS.name(), State.PASSED, event.offset(), time(event), by);
  }

  private Hop archived(int shard, @Nullable Long offset) {
    try {
      return Hop.view("archive", archive.nextOffset(shard, epoch), offset);
    } catch (ArchiveOutageException e) {
      return Hop.missing("archive", State.UNKNOWN);
    }
  }

  /// The return address without the number.
  private static @Nullable String gateway(@Nullable ConsumerRecord<byte[], byte[]> record) {
    String origin = record == null ? null : LogHeaders.text(record.headers(), LogHeaders.ORIGIN);
    int end = origin == null ? -1 : origin.lastIndexOf('/');
    return origin == null || end < 0 ? null : origin.substring(0, end);
  }

  private static Instant time(ConsumerRecord<byte[], byte[]> record) {
    return Instant.ofEpochMilli(record.timestamp());
  }

  private static Event.@Nullable MessageCreated created(byte[] json) {
    try {
      return Json.decode(json, Event.class) instanceof Event.MessageCreated created
          ? created
          : null;
    } catch (MalformedException e) {
      return null;
    }
  }
}
