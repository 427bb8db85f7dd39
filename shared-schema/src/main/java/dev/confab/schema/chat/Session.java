package dev.confab.schema.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A conversation as clients see it. `updatedAt` is the time of its last event, `lastSeq` that
/// event's seq, `messageCount` the number of messages that are there now. A session without a title
/// has `null`.
///
/// @param memberCount how many members there are; `null` where `members` are all of them
@JsonPropertyOrder({
  "id",
  "title",
  "ownerId",
  "members",
  "metadata",
  "createdAt",
  "updatedAt",
  "lastSeq",
  "messageCount",
  "memberCount"
})
public record Session(
    SessionId id,
    @Nullable String title,
    UserId ownerId,
    List<Member> members,
    Metadata metadata,
    Instant createdAt,
    Instant updatedAt,
    long lastSeq,
    long messageCount,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer memberCount) {
  /// How many members are named where not all are.
  public static final int NAMED = 20;

  public Session {
    members = List.copyOf(members);
  }

  /// With all of its members.
  public Session(
      SessionId id,
      @Nullable String title,
      UserId ownerId,
      List<Member> members,
      Metadata metadata,
      Instant createdAt,
      Instant updatedAt,
      long lastSeq,
      long messageCount) {
    this(id, title, ownerId, members, metadata, createdAt, updatedAt, lastSeq, messageCount, null);
  }

  /// The first {@link #NAMED} members, the owner and that user, if he is one, among them.
  public List<Member> someMembers(UserId user) {
    if (members.size() <= NAMED) {
      return members;
    }
    Predicate<Member> always =
        member -> member.userId().equals(ownerId) || member.userId().equals(user);
    return Stream.concat(members.stream().filter(always), members.stream().filter(always.negate()))
        .limit(NAMED)
        .toList();
  }

  /// The same for whoever knows its members: it names some of them, and tells how many there are.
  public Session brief(UserId user) {
    return members.size() <= NAMED ? this : naming(someMembers(user), members.size());
  }

  /// The same with only some of its members.
  ///
  /// @param count how many it says that there are, `null` to say nothing
  public Session naming(List<Member> some, @Nullable Integer count) {
    return new Session(
        id, title, ownerId, some, metadata, createdAt, updatedAt, lastSeq, messageCount, count);
  }
}
