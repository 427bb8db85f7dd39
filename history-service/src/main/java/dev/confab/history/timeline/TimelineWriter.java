package dev.confab.history.timeline;

import dev.confab.history.window.Gathered;
import dev.confab.history.window.Summary;
import dev.confab.history.window.Summary.Standing;
import dev.confab.schema.chat.Message;
import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Folds accepted events into a partition's store.
///
/// Of one event the summary is written behind everything that it vouches for, and what falls out of
/// the window is deleted behind the summary that no longer vouches for it. So a reader that finds
/// the same floor before and after has seen no hole.
///
/// After a crash, RocksDB can hold more writes than the changelog, which then puts some keys back
/// and leaves others in the future. Applying the lost events again gives the same view, because
/// counts come from the summary and the event alone; except that messages which the future passed
/// on to the archive are not there to be passed on again. So while `recovering` they are counted,
/// and a window that lacks any begins anew. For one thread.
final class TimelineWriter {
  private final KeyValueStore<Bytes, byte[]> store;
  private final TimelineReader reader;
  private final ProfileWriter profiles;
  private final int window;
  private final int stride;
  private final List<Bytes> passed = new ArrayList<>();
  private boolean recovering;

  /// `window`: how many messages and how many events of a session are kept at least; an eighth more
  /// at most.
  TimelineWriter(KeyValueStore<Bytes, byte[]> store, int window) {
    this.store = store;
    this.reader = new TimelineReader(store);
    this.profiles = new ProfileWriter(store);
    this.window = window;
    this.stride = window / 8;
  }

  /// Whether the store can be ahead of the records that come now.
  void recovering(boolean now) {
    recovering = now;
  }

  /// `gap`: below this offset records may never have been seen.
  Outcome apply(Event event, byte[] body, long offset, long gap) {
    SessionId session = event.sessionId();
    Summary known = reader.summary(session);
    if (known != null && event.seq() <= known.lastSeq()) {
      return Outcome.KNOWN;
    }
    boolean follows = event.seq() == (known == null ? 1 : known.lastSeq() + 1);
    if (known == null && follows && event instanceof Event.SessionCreated) {
      return write(event, body, Summary.empty(event.at()).after(1, offset, event.at()));
    }
    if (known != null && follows && known.standing() == Standing.WHOLE && countable(event, known)) {
      return write(event, body, known.after(event.seq(), offset, event.at()));
    }
    return incomplete(event, known, offset, gap);
  }

  /// How many messages below the window a clear leaves is nowhere to be seen, unless it leaves none
  /// there; message-service clears all.
  private static boolean countable(Event event, Summary known) {
    return !(event instanceof Event.SessionCleared cleared)
        || known.older() == 0
        || cleared.upToSeq() >= known.messagesFrom() - 1;
  }

  private Outcome incomplete(Event event, @Nullable Summary known, long offset, long gap) {
    boolean expected =
        known == null ? gap > 0 : known.standing() == Standing.PARTIAL || known.offset() < gap;
    purge(event.sessionId());
    Standing standing = event instanceof Event.SessionDeleted ? Standing.DELETED : Standing.PARTIAL;
    put(event.sessionId(), Summary.only(standing, event.seq(), offset, event.at()));
    return expected ? Outcome.PARTIAL : Outcome.HOLE;
  }

  private Outcome write(Event event, byte[] body, Summary summary) {
    SessionId session = event.sessionId();
    if (event instanceof Event.SessionDeleted) {
      purge(session);
      put(session, Summary.only(Standing.DELETED, event.seq(), summary.offset(), event.at()));
      return Outcome.APPLIED;
    }
    store.put(Keys.event(session, event.seq()), body);
    profiles.apply(event);
    Summary changed = changed(event, summary);
    put(session, bounded(session, recovering ? rechecked(session, changed) : changed));
    passed.forEach(store::delete);
    passed.clear();
    return Outcome.APPLIED;
  }

  private Summary changed(Event event, Summary summary) {
    return switch (event) {
      case Event.SessionCreated created -> summary;
      case Event.SessionUpdated updated -> summary;
      case Event.SessionDeleted deleted -> summary;
      case Event.MemberAdded added -> summary;
      case Event.MemberRemoved removed -> summary;
      case Event.MessageCreated created -> create(created.message(), summary);
      case Event.MessageUpdated updated -> update(updated.message(), updated.seq(), summary);
      case Event.MessageDeleted deleted ->
          delete(deleted.sessionId(), deleted.messageId().seq(), deleted.seq(), summary);
      case Event.SessionCleared cleared -> clear(cleared, summary);
    };
  }

  private Summary create(Message message, Summary summary) {
    store.put(
        Keys.message(message.sessionId(), message.seq()),
        StoredMessage.encode(message, message.seq()));
    return summary.withMessages(summary.messageCount() + 1, summary.held() + 1);
  }

  private Summary update(Message message, long at, Summary summary) {
    if (message.seq() < summary.messagesFrom()) {
      return summary.withOlderChanged(at);
    }
    store.put(Keys.message(message.sessionId(), message.seq()), StoredMessage.encode(message, at));
    return summary;
  }

  /// The archive must know of the deletion once the floor has passed the message, so it is always
  /// remembered: there is no message left to remember it with.
  private Summary delete(SessionId session, long seq, long at, Summary summary) {
    boolean held = seq >= summary.messagesFrom();
    store.delete(Keys.message(session, seq));
    return summary
        .withMessages(summary.messageCount() - 1, summary.held() - (held ? 1 : 0))
        .withOlderChanged(at);
  }

  private Summary clear(Event.SessionCleared cleared, Summary summary) {
    SessionId session = cleared.sessionId();
    int left =
        Gathered.all(found ->
                reader.window(session).messagesUp(cleared.upToSeq() + 1, cleared.seq(), found))
            .size();
    keys(Keys.message(session, summary.messagesFrom()), Keys.message(session, cleared.upToSeq()))
        .forEach(store::delete);
    return summary.withMessages(left, left).withCleared(cleared.upToSeq());
  }

  /// Which messages the future passed on to the archive is nowhere to be seen, only that some are
  /// gone: then all of them go.
  private Summary rechecked(SessionId session, Summary summary) {
    List<Bytes> there =
        keys(
            Keys.message(session, summary.messagesFrom()),
            Keys.message(session, summary.lastSeq()));
    if (there.size() == summary.held()) {
      return summary;
    }
    passed.addAll(there);
    return summary
        .withMessages(summary.messageCount(), 0)
        .withFloors(summary.lastSeq() + 1, summary.eventsFrom())
        .withOlderChanged(summary.lastSeq());
  }

  /// Moves the floors up to what the window may hold: in strides, since to look for the lowest
  /// message costs as much as all else that one event makes.
  private Summary bounded(SessionId session, Summary summary) {
    Summary bounded = summary;
    if (bounded.held() > window + stride) {
      long floor = bounded.messagesFrom();
      long changedAt = 0;
      long excess = bounded.held() - window;
      try (var range =
          store.range(Keys.message(session, floor), Keys.message(session, bounded.lastSeq()))) {
        while (excess-- > 0 && range.hasNext()) {
          var lowest = range.next();
          passed.add(lowest.key);
          floor = Keys.seqOf(lowest.key) + 1;
          changedAt = Math.max(changedAt, StoredMessage.changedAt(lowest.value));
        }
      }
      bounded =
          bounded
              .withMessages(bounded.messageCount(), window)
              .withFloors(floor, bounded.eventsFrom())
              .withOlderChanged(changedAt);
    }
    long eventsFrom = bounded.lastSeq() - window + 1;
    if (eventsFrom - bounded.eventsFrom() <= stride) {
      return bounded;
    }
    for (long seq = bounded.eventsFrom(); seq < eventsFrom; seq++) {
      passed.add(Keys.event(session, seq));
    }
    return bounded.withFloors(bounded.messagesFrom(), eventsFrom);
  }

  private void purge(SessionId session) {
    profiles.delete(session);
    keys(Keys.message(session, 0), Keys.message(session, Long.MAX_VALUE)).forEach(store::delete);
    keys(Keys.event(session, 0), Keys.event(session, Long.MAX_VALUE)).forEach(store::delete);
  }

  private List<Bytes> keys(Bytes lowest, Bytes highest) {
    List<Bytes> found = new ArrayList<>();
    if (lowest.compareTo(highest) <= 0) {
      try (var range = store.range(lowest, highest)) {
        range.forEachRemaining(entry -> found.add(entry.key));
      }
    }
    return found;
  }

  private void put(SessionId session, Summary summary) {
    store.put(Keys.summary(session), Json.encode(summary));
  }
}
