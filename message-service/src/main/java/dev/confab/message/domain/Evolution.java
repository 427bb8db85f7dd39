package dev.confab.message.domain;

import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// Applies an accepted event to a session's state; the decision was checked before.
public final class Evolution {
  private Evolution() {}

  /// `state` is `null` before the session's first event; `bodyHash` is there iff the write had a
  /// key to remember.
  public static SessionState evolve(
      @Nullable SessionState state, Event event, @Nullable String bodyHash) {
    long expected = state == null ? 1 : state.lastSeq() + 1;
    if (event.seq() != expected) {
      throw new IllegalStateException(
          "session %s: event %d follows %d"
              .formatted(event.sessionId(), event.seq(), expected - 1));
    }
    SessionState changed = change(state, event);
    PMap<UserId, SendWindow> senders = changed.senders();
    if (bodyHash != null) {
      UserId sender = event.actor().userId();
      Remembered write = new Remembered(event.commandId(), event.seq(), event.at(), bodyHash);
      senders = senders.plus(sender, changed.window(sender).with(write));
    }
    if (event instanceof Event.MemberRemoved || senders.size() > changed.senders().size()) {
      senders = Senders.bounded(senders, changed.members());
    }
    return at(changed, event.at(), event.seq(), senders);
  }

  /// Remembers a write that changed nothing. `state` is `null` where there is no such session.
  public static SessionState keep(@Nullable SessionState state, KeptWrite kept) {
    if (state == null) {
      throw new IllegalStateException("session %s has no beginning".formatted(kept.sessionId()));
    }
    PMap<UserId, SendWindow> senders =
        state.senders().plus(kept.sender(), state.window(kept.sender()).with(kept.write()));
    if (senders.size() > state.senders().size()) {
      senders = Senders.bounded(senders, state.members());
    }
    return at(state, state.updatedAt(), state.lastSeq(), senders);
  }

  private static SessionState at(
      SessionState s, Instant updatedAt, long seq, PMap<UserId, SendWindow> senders) {
    return new SessionState(
        s.id(),
        s.title(),
        s.ownerId(),
        s.members(),
        s.memberList(),
        s.metadata(),
        s.createdAt(),
        updatedAt,
        seq,
        s.messageCount(),
        s.deleted(),
        s.clearedUpTo(),
        senders,
        s.recent());
  }

  private static SessionState change(@Nullable SessionState state, Event event) {
    if (event instanceof Event.SessionCreated created) {
      return SessionState.of(created.session());
    }
    if (state == null) {
      throw new IllegalStateException("session %s has no beginning".formatted(event.sessionId()));
    }
    return switch (event) {
      case Event.SessionCreated e -> throw new IllegalStateException("handled before");
      case Event.SessionUpdated e -> described(state, e.session().title(), e.session().metadata());
      case Event.SessionDeleted e -> buried(state);
      case Event.MemberAdded e -> {
        List<Member> longer = new ArrayList<>(state.memberList());
        longer.add(e.member());
        yield peopled(state, state.members().plus(e.member().userId(), e.member()), longer);
      }
      case Event.MemberRemoved e -> {
        UserId gone = e.member().userId();
        List<Member> shorter =
            state.memberList().stream().filter(m -> !m.userId().equals(gone)).toList();
        yield peopled(state, state.members().minus(gone), shorter);
      }
      case Event.MessageCreated e ->
          spoken(state, 1, state.recent().with(RecentMessage.of(e.message(), e.seq())));
      case Event.MessageUpdated e ->
          spoken(state, 0, state.recent().with(RecentMessage.of(e.message(), e.seq())));
      case Event.MessageDeleted e ->
          spoken(state, -1, state.recent().without(deleted(state, e), e.seq()));
      case Event.SessionCleared e -> cleared(state, e.upToSeq());
    };
  }

  private static RecentMessage deleted(SessionState state, Event.MessageDeleted event) {
    RecentMessage known = state.recent().find(event.messageId().seq());
    return known != null
        ? known
        : new RecentMessage(
            event.messageId().seq(),
            event.seq(),
            true,
            event.actor().userId(),
            MessageRole.USER,
            SessionState.NO_METADATA,
            0,
            event.at(),
            null);
  }

  private static SessionState described(SessionState s, @Nullable String title, Metadata metadata) {
    return new SessionState(
        s.id(),
        title,
        s.ownerId(),
        s.members(),
        s.memberList(),
        metadata,
        s.createdAt(),
        s.updatedAt(),
        s.lastSeq(),
        s.messageCount(),
        s.deleted(),
        s.clearedUpTo(),
        s.senders(),
        s.recent());
  }

  private static SessionState peopled(
      SessionState s, PMap<UserId, Member> members, List<Member> list) {
    return new SessionState(
        s.id(),
        s.title(),
        s.ownerId(),
        members,
        List.copyOf(list),
        s.metadata(),
        s.createdAt(),
        s.updatedAt(),
        s.lastSeq(),
        s.messageCount(),
        s.deleted(),
        s.clearedUpTo(),
        s.senders(),
        s.recent());
  }

  private static SessionState spoken(SessionState s, int more, RecentMessages recent) {
    return new SessionState(
        s.id(),
        s.title(),
        s.ownerId(),
        s.members(),
        s.memberList(),
        s.metadata(),
        s.createdAt(),
        s.updatedAt(),
        s.lastSeq(),
        s.messageCount() + more,
        s.deleted(),
        s.clearedUpTo(),
        s.senders(),
        recent);
  }

  private static SessionState cleared(SessionState s, long upToSeq) {
    return new SessionState(
        s.id(),
        s.title(),
        s.ownerId(),
        s.members(),
        s.memberList(),
        s.metadata(),
        s.createdAt(),
        s.updatedAt(),
        s.lastSeq(),
        0,
        s.deleted(),
        upToSeq,
        s.senders(),
        new RecentMessages(List.of(), s.recent().forgottenUpTo(), 0));
  }

  /// Of a deleted session only that it was there is kept, and the key of its deletion, which
  /// `evolve` adds.
  private static SessionState buried(SessionState s) {
    return new SessionState(
        s.id(),
        null,
        s.ownerId(),
        HashTreePMap.empty(),
        List.of(),
        SessionState.NO_METADATA,
        s.createdAt(),
        s.updatedAt(),
        s.lastSeq(),
        0,
        true,
        s.lastSeq(),
        HashTreePMap.empty(),
        RecentMessages.EMPTY);
  }
}
