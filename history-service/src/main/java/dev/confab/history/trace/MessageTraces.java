package dev.confab.history.trace;

import dev.confab.history.archive.Archive;
import dev.confab.history.archive.ArchiveOutageException;
import dev.confab.history.page.EventPages;
import dev.confab.history.page.SessionFinder;
import dev.confab.history.page.View;
import dev.confab.history.timeline.Progress;
import dev.confab.history.trace.Hop.State;
import dev.confab.history.window.Entry;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.command.Caller;
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
  /// log. A message that was deleted has its way, too.
  public @Nullable Trace trace(Caller caller, MessageId message) {
    int shard = Topics.partition(message.session(), partitions);
    Long read = timeline.next(shard);
    long next = read == null ? 0 : read;
    View view = sessions.find(caller, message.session(), 0);
    Entry known = view == null ? null : known(view, message);
    if (known == null && !caller.isService()) {
      return null;
    }
    Event.MessageCreated created = known == null ? null : created(known.json());
    if (known != null && created == null) {
      return null;
    }
    ConsumerRecord<byte[], byte[]> record = find(shard, message, created, known, next);
    if (created == null) {
      created = record == null ? null : created(record.value());
      if (created == null) {
        return null;
      }
    }
    return new Trace(
        message, message.session(), message.seq(), shard, epoch, hops(shard, created, record));
  }

  private @Nullable Entry known(View view, MessageId message) {
    return view.summary().lastSeq() < message.seq()
        ? null
        : events.after(view, message.seq() - 1, 1).getFirst();
  }

  private @Nullable ConsumerRecord<byte[], byte[]> find(
      int shard,
      MessageId message,
      Event.@Nullable MessageCreated created,
      @Nullable Entry known,
      long next) {
    try {
      return created == null || known == null
          ? search.event(shard, message.session(), message.seq(), next)
          : search.event(shard, message.session(), message.seq(), created.at(), known.json());
    } catch (KafkaException e) {
      log.warn("The log can't be searched: {}", e.toString());
      return null;
    }
  }

  private List<Hop> hops(
      int shard, Event.MessageCreated created, @Nullable ConsumerRecord<byte[], byte[]> record) {
    List<Hop> hops = new ArrayList<>();
    hops.add(new Hop("gateway", State.PASSED, null, created.at(), gateway(record)));
    hops.add(command(shard, record));
    hops.add(event(record));
    Long offset = record == null ? null : record.offset();
    Long next = timeline.next(shard);
    hops.add(
        next == null ? Hop.missing("timeline", State.UNKNOWN) : Hop.view("timeline", next, offset));
    hops.add(archived(shard, offset));
    return hops;
  }

  private Hop command(int shard, @Nullable ConsumerRecord<byte[], byte[]> event) {
    String topic = Topics.COMMANDS.name();
    long offset =
        event == null ? -1 : LogHeaders.number(event.headers(), LogHeaders.COMMAND_OFFSET);
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

  private static Hop event(@Nullable ConsumerRecord<byte[], byte[]> event) {
    String topic = Topics.EVENTS.name();
    if (event == null) {
      return Hop.missing(topic, State.NOT_FOUND);
    }
    String by =
        "term %d, record %d"
            .formatted(
                LogHeaders.number(event.headers(), LogHeaders.TERM),
                LogHeaders.number(event.headers(), LogHeaders.N));
    return new Hop(topic, State.PASSED, event.offset(), time(event), by);
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
