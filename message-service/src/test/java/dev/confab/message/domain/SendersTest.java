package dev.confab.message.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.schema.chat.Actor;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Message;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.limit.Limits;
import dev.confab.schema.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

class SendersTest {
  private static final SessionId S = new SessionId("s".repeat(64));
  private static final UserId OWNER = new UserId("olga");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Metadata METADATA = metadata();
  private static final String HASH = "0123456789abcdef";

  private SessionState state = created(List.of());

  @Test
  void forgetsTheWindowsOfAllButTheLastFormerMembers() {
    for (int i = 0; i < 300; i++) {
      add(user(i));
      send(user(i), "key");
      remove(user(i));
    }
    assertThat(state.senders()).hasSize(Senders.NON_MEMBERS);
    assertThat(state.window(user(299)).writes()).hasSize(1);
    assertThat(state.window(user(300 - Senders.NON_MEMBERS)).writes()).hasSize(1);
    assertThat(state.window(user(299 - Senders.NON_MEMBERS)).writes()).isEmpty();
  }

  @Test
  void forgetsServicesThatAreNoMembersBeforeMembers() {
    add(user(0));
    send(user(0), "key");
    for (int i = 1; i < 300; i++) {
      send(user(i), "key");
    }
    assertThat(state.senders()).hasSize(1 + Senders.NON_MEMBERS);
    assertThat(state.window(user(0)).writes()).hasSize(1);
  }

  /// Who is taken out and comes back at once has not lost his keys.
  @Test
  void keepsTheKeysOfWhoComesBack() {
    add(user(0));
    send(user(0), "key");
    remove(user(0));
    add(user(0));
    assertThat(state.window(user(0)).find(new CommandId("key"))).isNotNull();
  }

  /// Writes that changed nothing have no seq of their own.
  @Test
  void whoWritesIsNotForgottenForOthersOfTheSameSeq() {
    for (int i = 0; i < 2 * Senders.NON_MEMBERS; i++) {
      UserId service = user(999 - i);
      keep(service, NOON);
      assertThat(state.window(service).writes()).hasSize(1);
    }
    assertThat(state.senders()).hasSize(Senders.NON_MEMBERS);
  }

  /// A state is made again from the log: by another process, and from a snapshot, whose maps may
  /// hold the same in another order.
  @Test
  void forgetsTheSameInWhateverOrderItsMapsHoldThem() {
    List<UserId> services = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      services.add(new UserId("Aa".repeat(i % 7) + "BB".repeat(7 - i % 7) + i / 7));
    }
    PMap<UserId, SendWindow> forward = windows(services);
    PMap<UserId, SendWindow> backward = windows(services.reversed());
    assertThat(new ArrayList<>(forward.keySet())).isNotEqualTo(List.copyOf(backward.keySet()));
    assertThat(Senders.bounded(forward, HashTreePMap.empty(), null))
        .hasSize(Senders.NON_MEMBERS)
        .isEqualTo(Senders.bounded(backward, HashTreePMap.empty(), null));
  }

  private static PMap<UserId, SendWindow> windows(List<UserId> senders) {
    PMap<UserId, SendWindow> windows = HashTreePMap.empty();
    for (UserId sender : senders) {
      windows = windows.plus(sender, SendWindow.EMPTY.with(write(NOON), true));
    }
    return windows;
  }

  private void keep(UserId sender, Instant at) {
    state = Evolution.keep(state, new KeptWrite(S, sender, write(at)));
  }

  private static Remembered write(Instant at) {
    return new Remembered(new CommandId("key"), 1, at, HASH);
  }

  @Test
  void theLargestStateFitsIntoOneRecord() {
    List<UserId> members = new ArrayList<>();
    for (int i = 0; i < Limits.DEFAULT.members(); i++) {
      members.add(user(i));
    }
    state = created(members);
    for (int i = 0; i < Senders.ALL + 1_000; i++) {
      fill(user(i));
    }
    assertThat(state.senders()).hasSize(Limits.DEFAULT.members() + Senders.NON_MEMBERS);
    assertThat(state.window(user(Senders.ROOMY - 1)).writes()).hasSize(SendWindow.MOST);
    assertThat(state.window(user(Senders.ROOMY)).writes()).hasSize(SendWindow.SIZE);
    int largest = Integer.parseInt(Topics.SESSIONS.settings().get("max.message.bytes"));
    assertThat(Json.encode(SessionSnapshot.of(state)).length).isLessThan(largest - 100_000);
  }

  @Test
  void moreMembersThanUsualDoNotMakeItLarger() {
    List<UserId> members = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      members.add(user(i));
    }
    state = created(members);
    for (UserId member : members) {
      send(member, "key");
    }
    assertThat(state.senders()).hasSize(Senders.ALL);
    assertThat(state.window(user(2_999)).writes()).hasSize(1);
    assertThat(state.window(user(3_000 - Senders.ALL)).writes()).hasSize(1);
  }

  /// All that a sender can leave behind, with ids as long as they may be.
  private void fill(UserId sender) {
    for (int i = 0; i < SendWindow.MOST; i++) {
      send(sender, "k".repeat(61) + (100 + i));
    }
  }

  private void add(UserId user) {
    happens(
        new Event.MemberAdded(
            S,
            state.lastSeq() + 1,
            NOON,
            new Actor(OWNER),
            new CommandId("g"),
            new Member(user, MemberRole.MEMBER)),
        null);
  }

  private void remove(UserId user) {
    happens(
        new Event.MemberRemoved(
            S,
            state.lastSeq() + 1,
            NOON,
            new Actor(OWNER),
            new CommandId("g"),
            new Member(user, MemberRole.MEMBER)),
        null);
  }

  private void send(UserId sender, String key) {
    long seq = state.lastSeq() + 1;
    CommandId id = new CommandId(key);
    Message message =
        new Message(
            new MessageId(S, seq),
            S,
            seq,
            sender,
            MessageRole.ASSISTANT,
            "x",
            METADATA,
            NOON,
            NOON,
            id);
    happens(new Event.MessageCreated(S, seq, NOON, new Actor(sender), id, message), HASH);
  }

  private void happens(Event event, @Nullable String bodyHash) {
    state = Evolution.evolve(state, event, bodyHash);
  }

  private static SessionState created(List<UserId> others) {
    List<Member> members = new ArrayList<>(List.of(new Member(OWNER, MemberRole.OWNER)));
    others.forEach(u -> members.add(new Member(u, MemberRole.MEMBER)));
    Session session = new Session(S, null, OWNER, members, METADATA, NOON, NOON, 1, 0);
    return Evolution.evolve(
        null,
        new Event.SessionCreated(S, 1, NOON, new Actor(OWNER), new CommandId("g"), session),
        null);
  }

  private static UserId user(int number) {
    return new UserId("u".repeat(60) + (1_000 + number));
  }

  private static Metadata metadata() {
    try {
      String json = "{\"a\":\"%s\"}".formatted("m".repeat(250));
      return Json.decode(json.getBytes(UTF_8), Metadata.class);
    } catch (MalformedException e) {
      throw new AssertionError(e);
    }
  }
}
