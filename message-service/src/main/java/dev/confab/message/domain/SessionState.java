package dev.confab.message.domain;

import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/// All that must be known of a session to decide about it; small, and immutable: an older state
/// stays valid beside a newer one. `messages.find` and the windows bound what is remembered.
///
/// @param deleted nothing but the deletion's own repeat is answered any more
/// @param clearedUpTo messages with a seq up to this are gone
public record SessionState(
    SessionId id,
    @Nullable String title,
    UserId ownerId,
    PMap<UserId, Member> members,
    List<Member> memberList,
    Metadata metadata,
    Instant createdAt,
    Instant updatedAt,
    long lastSeq,
    long messageCount,
    boolean deleted,
    long clearedUpTo,
    PMap<UserId, SendWindow> senders,
    RecentMessages recent) {

  static final Metadata NO_METADATA = new Metadata(Json.mapper().createObjectNode());

  public boolean hasMember(UserId user) {
    return members.containsKey(user);
  }

  boolean isOwner(UserId user) {
    Member member = members.get(user);
    return member != null && member.role() == MemberRole.OWNER;
  }

  SendWindow window(UserId sender) {
    return senders.getOrDefault(sender, SendWindow.EMPTY);
  }

  /// The session as clients see it.
  public Session view() {
    return new Session(
        id, title, ownerId, memberList, metadata, createdAt, updatedAt, lastSeq, messageCount);
  }
}
