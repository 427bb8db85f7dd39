package dev.confab.client;

import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.Session;
import dev.confab.schema.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One session as its log makes it, up to `seq`: the only place where events become state, whether
/// they come from history, a resume or live. It holds every message from some seq on; what is
/// before is still on the server. Thread-safe.
final class Timeline {
  private final NavigableMap<Long, Message> messages = new TreeMap<>();
  private final Set<List<Event>> journals = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable String epoch;
  private long seq;
  private @Nullable Session session;

  /// Messages before it are not here.
  private long from = Long.MAX_VALUE;

  private boolean whole;

  /// Counts the resets: a page that was asked for before one is of no use after it.
  private long generation;

  synchronized @Nullable String epoch() {
    return epoch;
  }

  synchronized long seq() {
    return seq;
  }

  synchronized @Nullable Session session() {
    return session;
  }

  synchronized List<Message> messages() {
    return List.copyOf(messages.values());
  }

  synchronized boolean hasOlder() {
    return epoch != null && !whole;
  }

  synchronized long before() {
    return from;
  }

  synchronized long generation() {
    return generation;
  }

  /// The log is another one: nothing of it is of use for a resume.
  synchronized void forgetEpoch() {
    epoch = null;
  }

  /// Starts again at a position of a log. What the page already knows of later events is left to
  /// those events.
  synchronized void reset(String ofEpoch, long atSeq, Session known, Page<Message> newest) {
    epoch = ofEpoch;
    seq = atSeq;
    session = known;
    messages.clear();
    newest.items().stream()
        .filter(message -> message.seq() <= atSeq)
        .forEach(message -> messages.put(message.seq(), message));
    from = atSeq + 1;
    generation++;
    bound(newest);
  }

  /// The next event of the log: whoever calls has put them in order. `null` is one of a type that
  /// is not known here, which has its place all the same.
  synchronized void apply(long next, @Nullable Event event) {
    seq = next;
    if (event != null) {
      journals.forEach(journal -> journal.add(event));
      session = after(event);
      fold(event);
    }
  }

  /// Keeps what happens from now on, for a page that is asked for now.
  synchronized List<Event> journal() {
    List<Event> journal = new ArrayList<>();
    journals.add(journal);
    return journal;
  }

  synchronized void drop(List<Event> journal) {
    journals.remove(journal);
  }

  /// Puts an older page in front. It was as of some seq since the journal began, so the journal is
  /// folded in again. Nothing happens if there was a reset since generation `askedIn`.
  synchronized void prepend(Page<Message> older, List<Event> journal, long askedIn) {
    if (askedIn != generation) {
      return;
    }
    older.items().stream()
        .filter(message -> message.seq() < from)
        .forEach(message -> messages.put(message.seq(), message));
    bound(older);
    journal.forEach(this::fold);
  }

  private void bound(Page<Message> page) {
    whole = page.nextCursor() == null;
    if (whole) {
      from = 0;
    } else if (!page.items().isEmpty()) {
      from = page.items().getFirst().seq();
    }
  }

  /// Does an event to the list; doing it again changes nothing.
  private void fold(Event event) {
    switch (event) {
      case Event.MessageCreated created when created.message().seq() >= from ->
          messages.putIfAbsent(created.message().seq(), created.message());
      case Event.MessageUpdated updated ->
          messages.computeIfPresent(
              updated.message().seq(), (at, held) -> newer(held, updated.message()));
      case Event.MessageDeleted deleted -> messages.remove(deleted.messageId().seq());
      case Event.SessionCleared cleared -> clear(cleared.upToSeq());
      case Event.SessionDeleted deleted -> clear(deleted.seq());
      default -> {}
    }
  }

  private static Message newer(Message held, Message edited) {
    Instant before = held.editedAt();
    Instant at = edited.editedAt();
    return before == null || (at != null && !at.isBefore(before)) ? edited : held;
  }

  private void clear(long upTo) {
    messages.headMap(upTo, true).clear();
    if (upTo + 1 >= from) {
      whole = true;
      from = 0;
    }
  }

  private @Nullable Session after(Event event) {
    Session before =
        switch (event) {
          case Event.SessionCreated created -> created.session();
          case Event.SessionUpdated updated -> described(updated.session(), session);
          default -> session;
        };
    if (before == null) {
      return null;
    }
    long count = session == null ? 0 : session.messageCount();
    return new Session(
        before.id(),
        before.title(),
        before.ownerId(),
        members(before, event),
        before.metadata(),
        before.createdAt(),
        event.at(),
        event.seq(),
        switch (event) {
          case Event.MessageCreated created -> count + 1;
          case Event.MessageDeleted deleted -> Math.max(0, count - 1);
          case Event.SessionCleared cleared -> messages.tailMap(cleared.upToSeq(), false).size();
          case Event.SessionDeleted deleted -> 0;
          default -> before.messageCount();
        });
  }

  /// An update names some of the members only; who they are is known before.
  private static Session described(Session updated, @Nullable Session known) {
    return known == null
        ? updated
        : new Session(
            updated.id(),
            updated.title(),
            updated.ownerId(),
            known.members(),
            updated.metadata(),
            updated.createdAt(),
            updated.updatedAt(),
            updated.lastSeq(),
            updated.messageCount());
  }

  private static List<Member> members(Session before, Event event) {
    Member changed =
        switch (event) {
          case Event.MemberAdded added -> added.member();
          case Event.MemberRemoved removed -> removed.member();
          default -> null;
        };
    if (changed == null) {
      return before.members();
    }
    List<Member> members = new ArrayList<>(before.members());
    members.removeIf(member -> member.userId().equals(changed.userId()));
    if (event instanceof Event.MemberAdded) {
      members.add(changed);
    }
    return members;
  }
}
