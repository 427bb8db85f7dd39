package dev.confab.history.timeline;

import dev.confab.history.window.Profile;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Writes what is known of a session besides its messages, and who is in it. A profile is written
/// behind its first members and deleted before them: who reads the members first, and then finds
/// the profile, has them all.
///
/// Only a store that was ahead of its changelog when the process died has a session without a
/// profile: its deletion, which took the profile, comes again soon. For one thread.
final class ProfileWriter {
  private final KeyValueStore<Bytes, byte[]> store;
  private final TimelineReader reader;

  ProfileWriter(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    this.reader = new TimelineReader(store);
  }

  /// What the event changes of it, if anything.
  void apply(Event event) {
    switch (event) {
      case Event.SessionCreated created -> create(Profile.of(created.session()), created.seq());
      case Event.SessionUpdated updated -> update(updated.session());
      case Event.SessionDeleted deleted -> delete(deleted.sessionId());
      case Event.MemberAdded added -> join(added.sessionId(), added.member(), added.seq());
      case Event.MemberRemoved removed -> part(removed.sessionId(), removed.member().userId());
      case Event.MessageCreated created -> {}
      case Event.MessageUpdated updated -> {}
      case Event.MessageDeleted deleted -> {}
      case Event.SessionCleared cleared -> {}
    }
  }

  private void create(Profile profile, long seq) {
    put(profile.id(), profile.members(), seq);
    put(StoredProfile.of(profile));
  }

  /// An update of the session names some of its members only, and changes none.
  private void update(Session session) {
    StoredProfile known = known(session.id());
    if (known != null) {
      put(
          new StoredProfile(
              known.id(),
              session.title(),
              known.ownerId(),
              null,
              session.metadata(),
              known.createdAt()));
    }
  }

  private void join(SessionId session, Member member, long seq) {
    if (known(session) != null) {
      put(session, List.of(member), seq);
    }
  }

  private void part(SessionId session, UserId user) {
    known(session);
    remove(session, user);
  }

  void delete(SessionId session) {
    known(session);
    store.delete(Keys.profile(session));
    reader.members(session).forEach(member -> remove(session, member.userId()));
  }

  private void put(SessionId session, List<Member> members, long seq) {
    for (int index = 0; index < members.size(); index++) {
      Member member = members.get(index);
      UserId user = member.userId();
      store.put(Keys.member(session, user), new StoredMember(member, seq, index).encode());
      store.put(Keys.membership(user, session), new byte[] {1});
    }
  }

  private void remove(SessionId session, UserId user) {
    store.delete(Keys.membership(user, session));
    store.delete(Keys.member(session, user));
  }

  private void put(StoredProfile profile) {
    store.put(Keys.profile(profile.id()), Json.encode(profile));
  }

  /// With its members beside it, where they were in it.
  private @Nullable StoredProfile known(SessionId session) {
    StoredProfile known = reader.storedProfile(session);
    if (known == null || known.members() == null) {
      return known;
    }
    Profile whole = known.with(List.of());
    create(whole, 0);
    return StoredProfile.of(whole);
  }
}
