package dev.confab.message.domain;

import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// The next state of a session while one event is applied to it. For one thread.
final class Draft {
  final SessionId id;
  final UserId ownerId;
  final Instant createdAt;
  @Nullable String title;
  PMap<UserId, Member> members;
  List<Member> memberList;
  Metadata metadata;
  Instant updatedAt;
  long lastSeq;
  long messageCount;
  boolean deleted;
  long clearedUpTo;
  PMap<UserId, SendWindow> senders = HashTreePMap.empty();
  RecentMessages recent = RecentMessages.EMPTY;

  /// A session of which nothing else is known.
  Draft(Session session) {
    id = session.id();
    ownerId = session.ownerId();
    createdAt = session.createdAt();
    title = session.title();
    memberList = session.members();
    members = HashTreePMap.empty();
    for (Member member : memberList) {
      members = members.plus(member.userId(), member);
    }
    metadata = session.metadata();
    updatedAt = session.updatedAt();
    lastSeq = session.lastSeq();
    messageCount = session.messageCount();
  }

  Draft(SessionState state) {
    id = state.id();
    ownerId = state.ownerId();
    createdAt = state.createdAt();
    title = state.title();
    members = state.members();
    memberList = state.memberList();
    metadata = state.metadata();
    updatedAt = state.updatedAt();
    lastSeq = state.lastSeq();
    messageCount = state.messageCount();
    deleted = state.deleted();
    clearedUpTo = state.clearedUpTo();
    senders = state.senders();
    recent = state.recent();
  }

  SessionState state() {
    return new SessionState(
        id,
        title,
        ownerId,
        members,
        List.copyOf(memberList),
        metadata,
        createdAt,
        updatedAt,
        lastSeq,
        messageCount,
        deleted,
        clearedUpTo,
        senders,
        recent);
  }
}
