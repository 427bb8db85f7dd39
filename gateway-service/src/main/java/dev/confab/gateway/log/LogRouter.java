package dev.confab.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.confab.gateway.frame.Frame;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.Id;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.log.LogHeaders;
import dev.confab.schema.reply.Reply;
import dev.confab.schema.signal.Signal;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands records that count to those they are for: the one who asked, then those who listen.
///
/// An event is told by its key and headers; its JSON passes through unread, unless it can end
/// someone's part in the session. What can't be understood is logged and passed over.
public final class LogRouter {
  private static final Logger log = LoggerFactory.getLogger(LogRouter.class);
  private static final Set<String> DETACHING =
      Set.of("chat.member_removed", "chat.session_deleted");

  private final Origin origin;
  private final Pending pending;
  private final LogListener listener;
  private final LogTimes times;
  private final LogSpans spans;

  LogRouter(Origin origin, Pending pending, LogListener listener, LogTimes times, LogSpans spans) {
    this.origin = origin;
    this.pending = pending;
    this.listener = listener;
    this.times = times;
    this.spans = spans;
  }

  LogListener listener() {
    return listener;
  }

  Pending pending() {
    return pending;
  }

  /// An accepted record of `chat.events`; a progress record is for nobody.
  void event(ConsumerRecord<byte[], byte[]> accepted) {
    SessionId session = sessionOf(accepted);
    if (session == null) {
      return;
    }
    long seq = LogHeaders.number(accepted.headers(), LogHeaders.SEQ);
    long number = origin.numberIn(accepted.headers());
    if (number != Origin.FOREIGN) {
      pending.decide(number, new Outcome.Accepted(seq, accepted.value()));
    }
    try {
      String type = LogHeaders.text(accepted.headers(), LogHeaders.CE_TYPE);
      Event detaching =
          type != null && DETACHING.contains(type)
              ? Json.decode(accepted.value(), Event.class)
              : null;
      var event = new SessionEvent(session, seq, Frame.of(accepted.value()), detaching);
      spans.deliver(accepted, session, seq, () -> listener.event(event));
      times.delivered(accepted.timestamp());
    } catch (MalformedException e) {
      passOver(accepted, e);
    }
  }

  /// An admitted record of `chat.replies`.
  void reply(ConsumerRecord<byte[], byte[]> admitted) {
    long number = origin.numberIn(admitted.headers());
    if (number == Origin.FOREIGN) {
      return;
    }
    try {
      pending.decide(number, new Outcome.Replied(Json.decode(admitted.value(), Reply.class)));
    } catch (MalformedException e) {
      passOver(admitted, e);
      pending.giveUp(number);
    }
  }

  void signal(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      listener.signal(Json.decode(record.value(), Signal.class), Frame.of(record.value()));
    } catch (MalformedException e) {
      passOver(record, e);
    }
  }

  private static @Nullable SessionId sessionOf(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return null;
    }
    String key = new String(record.key(), UTF_8);
    return Id.isValid(key) ? new SessionId(key) : null;
  }

  private static void passOver(ConsumerRecord<byte[], byte[]> record, MalformedException reason) {
    log.atError()
        .addKeyValue("shard", record.partition())
        .log(
            "Passed over {}-{} offset {}: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            reason.getMessage());
  }
}
