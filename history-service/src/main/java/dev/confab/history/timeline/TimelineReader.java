package dev.confab.history.timeline;

import dev.confab.history.window.Entry;
import dev.confab.history.window.Gathered;
import dev.confab.history.window.Profile;
import dev.confab.history.window.Summary;
import dev.confab.history.window.Window;
import dev.confab.schema.chat.Member;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.streams.Position;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/// Typed reads of one partition's store, live while the store is written. Safe for any thread if
/// the store is. Throws Kafka's `InvalidStateStoreException` when the store moves away.
public final class TimelineReader {
  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;

  public TimelineReader(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  public @Nullable Summary summary(SessionId session) {
    return value(Keys.summary(session), Summary.class);
  }

  public @Nullable Profile profile(SessionId session) {
    // In this order: see ProfileWriter.
    List<Member> members = members(session);
    StoredProfile stored = storedProfile(session);
    return stored == null ? null : stored.with(members);
  }

  @Nullable StoredProfile storedProfile(SessionId session) {
    return value(Keys.profile(session), StoredProfile.class);
  }

  /// In the order in which they came; none of a profile that has its members in it.
  List<Member> members(SessionId session) {
    List<StoredMember> found = new ArrayList<>();
    try (var range = store.range(Keys.firstMember(session), Keys.pastMembers(session))) {
      range.forEachRemaining(
          entry -> found.add(StoredMember.decode(Keys.userOf(session, entry.key), entry.value)));
    }
    return found.stream().sorted(StoredMember.ORDER).map(StoredMember::member).toList();
  }

  public boolean isMember(UserId user, SessionId session) {
    return store.get(Keys.membership(user, session)) != null;
  }

  public List<SessionId> sessionsOf(UserId user) {
    List<SessionId> found = new ArrayList<>();
    try (var range = store.range(Keys.firstMembership(user), Keys.pastMemberships(user))) {
      range.forEachRemaining(entry -> found.add(Keys.sessionOf(user, entry.key)));
    }
    return found;
  }

  public Window window(SessionId session) {
    return new StoredWindow(session);
  }

  @Nullable Position position() {
    return value(Keys.POSITION, Position.class);
  }

  private <T> @Nullable T value(Bytes key, Class<T> type) {
    byte[] json = store.get(key);
    if (json == null) {
      return null;
    }
    try {
      return Json.decode(json, type);
    } catch (MalformedException e) {
      throw new TimelineFault("the store holds what this version can't read", e);
    }
  }

  private final class StoredWindow implements Window {
    private final SessionId session;

    StoredWindow(SessionId session) {
      this.session = session;
    }

    @Override
    public @Nullable Summary summary() {
      return TimelineReader.this.summary(session);
    }

    @Override
    public @Nullable Profile profile() {
      return TimelineReader.this.profile(session);
    }

    @Override
    public void messagesDown(long highest, long lowest, Gathered into) {
      if (highest >= lowest) {
        messages(store.reverseRange(key(lowest), key(highest)), into);
      }
    }

    @Override
    public void messagesUp(long lowest, long highest, Gathered into) {
      if (highest >= lowest) {
        messages(store.range(key(lowest), key(highest)), into);
      }
    }

    @Override
    public @Nullable Entry message(long seq) {
      byte[] stored = store.get(Keys.message(session, seq));
      return stored == null ? null : StoredMessage.entry(seq, stored);
    }

    @Override
    public void events(long lowest, long highest, Gathered into) {
      if (highest < lowest) {
        return;
      }
      try (var range = store.range(Keys.event(session, lowest), Keys.event(session, highest))) {
        while (!into.isFull() && range.hasNext()) {
          var entry = range.next();
          into.add(new Entry(Keys.seqOf(entry.key), entry.value));
        }
      }
    }

    private Bytes key(long seq) {
      return Keys.message(session, seq);
    }

    private static void messages(KeyValueIterator<Bytes, byte[]> range, Gathered into) {
      try (range) {
        while (!into.isFull() && range.hasNext()) {
          var entry = range.next();
          into.add(StoredMessage.entry(Keys.seqOf(entry.key), entry.value));
        }
      }
    }
  }
}
