package dev.confab.message.archive;

import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.Session;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a run of one session's events changes in the archive, folded to its end: a message that was
/// created, edited and deleted within the run leaves nothing but its events.
///
/// It believes the events: what they say was decided when they were written. Not thread-safe.
final class SessionChanges {
  final SessionId id;
  final List<ArchivedEvent> events = new ArrayList<>();
  final TreeMap<Long, Message> created = new TreeMap<>();

  /// New versions of messages that are older than this run.
  final TreeMap<Long, Message> edited = new TreeMap<>();

  /// Seqs of messages that are older than this run.
  final Set<Long> removed = new HashSet<>();

  /// The role that a user has now, or `null` if he is no member any more.
  final Map<UserId, @Nullable MemberRole> members = new LinkedHashMap<>();

  /// The session as it was described last.
  @Nullable Session described;

  @Nullable Instant updatedAt;
  @Nullable Instant deletedAt;
  long lastSeq;
  long clearedUpTo;

  SessionChanges(SessionId id) {
    this.id = id;
  }

  void add(ArchivedEvent archived) {
    Event event = archived.event();
    events.add(archived);
    lastSeq = event.seq();
    updatedAt = event.at();
    switch (event) {
      case Event.SessionCreated e -> {
        described = e.session();
        e.session().members().forEach(member -> members.put(member.userId(), member.role()));
      }
      case Event.SessionUpdated e -> described = e.session();
      case Event.SessionDeleted e -> delete(e.at());
      case Event.MemberAdded e -> members.put(e.member().userId(), e.member().role());
      case Event.MemberRemoved e -> members.put(e.member().userId(), null);
      case Event.MessageCreated e -> created.put(e.message().seq(), e.message());
      case Event.MessageUpdated e -> edit(e.message());
      case Event.MessageDeleted e -> remove(e.messageId().seq());
      case Event.SessionCleared e -> clear(e.upToSeq());
    }
  }

  private void edit(Message message) {
    if (created.replace(message.seq(), message) == null) {
      edited.put(message.seq(), message);
    }
  }

  private void remove(long seq) {
    if (created.remove(seq) == null) {
      edited.remove(seq);
      removed.add(seq);
    }
  }

  private void clear(long upTo) {
    created.headMap(upTo, true).clear();
    edited.headMap(upTo, true).clear();
    removed.removeIf(seq -> seq <= upTo);
    clearedUpTo = Math.max(clearedUpTo, upTo);
  }

  /// Nothing that anybody wrote stays, not even the events.
  private void delete(Instant at) {
    deletedAt = at;
    events.clear();
    created.clear();
    edited.clear();
    removed.clear();
    members.clear();
  }
}
