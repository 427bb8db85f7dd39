package dev.confab.history.window;

import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What seldom changes in a session; apart from the {@link Summary}, which each event changes.
public record Profile(
    SessionId id,
    @Nullable String title,
    UserId ownerId,
    List<Member> members,
    Metadata metadata,
    Instant createdAt) {
  public Profile {
    members = List.copyOf(members);
  }

  public static Profile of(Session session) {
    return new Profile(
        session.id(),
        session.title(),
        session.ownerId(),
        session.members(),
        session.metadata(),
        session.createdAt());
  }

  public boolean has(UserId user) {
    return members.stream().anyMatch(member -> member.userId().equals(user));
  }

  public Session session(Summary summary) {
    return new Session(
        id,
        title,
        ownerId,
        members,
        metadata,
        createdAt,
        summary.updatedAt(),
        summary.lastSeq(),
        summary.messageCount());
  }
}
