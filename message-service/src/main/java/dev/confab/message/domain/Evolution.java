package dev.confab.message.domain;

import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Session;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;

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
    Draft draft = changed(state, event);
    draft.updatedAt = event.at();
    draft.lastSeq = event.seq();
    if (bodyHash != null) {
      Remembered write = new Remembered(event.commandId(), event.seq(), event.at(), bodyHash);
      remember(draft, event.actor().userId(), write);
    }
    if (event instanceof Event.MemberRemoved) {
      draft.senders = Senders.bounded(draft.senders, draft.members, null);
    }
    return draft.state();
  }

  /// Remembers a write that changed nothing. `state` is `null` where there is no such session.
  public static SessionState keep(@Nullable SessionState state, KeptWrite kept) {
    if (state == null) {
      throw new IllegalStateException("session %s has no beginning".formatted(kept.sessionId()));
    }
    Draft draft = new Draft(state);
    remember(draft, kept.sender(), kept.write());
    return draft.state();
  }

  private static void remember(Draft draft, UserId sender, Remembered write) {
    SendWindow window = draft.senders.getOrDefault(sender, SendWindow.EMPTY);
    boolean isNew = !draft.senders.containsKey(sender);
    draft.senders =
        draft.senders.plus(sender, window.with(write, draft.senders.size() <= Senders.ROOMY));
    if (isNew) {
      draft.senders = Senders.bounded(draft.senders, draft.members, sender);
    }
  }

  private static Draft changed(@Nullable SessionState state, Event event) {
    if (event instanceof Event.SessionCreated created) {
      return new Draft(created.session());
    }
    if (state == null) {
      throw new IllegalStateException("session %s has no beginning".formatted(event.sessionId()));
    }
    Draft draft = new Draft(state);
    switch (event) {
      case Event.SessionCreated e -> throw new IllegalStateException("handled before");
      case Event.SessionUpdated e -> describe(draft, e.session());
      case Event.SessionDeleted e -> bury(draft);
      case Event.MemberAdded e -> add(draft, e.member());
      case Event.MemberRemoved e -> remove(draft, e.member().userId());
      case Event.MessageCreated e ->
          speak(draft, 1, draft.recent.with(RecentMessage.of(e.message(), e.seq())));
      case Event.MessageUpdated e ->
          speak(draft, 0, draft.recent.with(RecentMessage.of(e.message(), e.seq())));
      case Event.MessageDeleted e ->
          speak(draft, -1, draft.recent.without(deleted(draft.recent, e), e.seq()));
      case Event.SessionCleared e -> clear(draft, e.upToSeq());
    }
    return draft;
  }

  private static void describe(Draft draft, Session session) {
    draft.title = session.title();
    draft.metadata = session.metadata();
  }

  private static void speak(Draft draft, int more, RecentMessages recent) {
    draft.messageCount += more;
    draft.recent = recent;
  }

  private static void clear(Draft draft, long upToSeq) {
    draft.messageCount = 0;
    draft.clearedUpTo = upToSeq;
    draft.recent = new RecentMessages(List.of(), draft.recent.forgottenUpTo(), 0);
  }

  private static void add(Draft draft, Member member) {
    List<Member> longer = new ArrayList<>(draft.memberList);
    longer.add(member);
    draft.memberList = longer;
    draft.members = draft.members.plus(member.userId(), member);
  }

  private static void remove(Draft draft, UserId user) {
    draft.memberList =
        draft.memberList.stream().filter(member -> !member.userId().equals(user)).toList();
    draft.members = draft.members.minus(user);
  }

  private static RecentMessage deleted(RecentMessages recent, Event.MessageDeleted event) {
    RecentMessage known = recent.find(event.messageId().seq());
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

  /// Of a deleted session only that it was there is kept, and the key of its deletion, which
  /// `evolve` adds.
  private static void bury(Draft draft) {
    draft.title = null;
    draft.members = HashTreePMap.empty();
    draft.memberList = List.of();
    draft.metadata = SessionState.NO_METADATA;
    draft.messageCount = 0;
    draft.deleted = true;
    draft.clearedUpTo = draft.lastSeq;
    draft.senders = HashTreePMap.empty();
    draft.recent = RecentMessages.EMPTY;
  }
}
