package dev.confab.history.timeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.confab.history.window.Profile;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The form in which the store keeps a profile: its members lie beside it, one record each, so that
/// a change of one of a thousand writes that one.
///
/// @param members `null`; only a profile that was written before they lay beside it has them
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredProfile(
    SessionId id,
    @Nullable String title,
    UserId ownerId,
    @Nullable List<Member> members,
    Metadata metadata,
    Instant createdAt) {
  static StoredProfile of(Profile profile) {
    return new StoredProfile(
        profile.id(),
        profile.title(),
        profile.ownerId(),
        null,
        profile.metadata(),
        profile.createdAt());
  }

  Profile with(List<Member> beside) {
    return new Profile(id, title, ownerId, members == null ? beside : members, metadata, createdAt);
  }
}
