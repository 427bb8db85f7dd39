package dev.confab.history.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.history.window.Profile;
import dev.confab.schema.chat.Actor;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MemberRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.chat.Session;
import dev.confab.schema.codec.Json;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/// What is kept of a session besides its messages.
class ProfileTest {
  private static final SessionId S = new SessionId("session-1");
  private static final UserId OWNER = new UserId("owner");
  private static final Metadata NONE = new Metadata(JsonNodeFactory.instance.objectNode());
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Actor ACTOR = new Actor(OWNER);
  private static final CommandId COMMAND = new CommandId("c");

  private final CutStore store = new CutStore();
  private final TimelineWriter writer = new TimelineWriter(store, 24);
  private final TimelineReader reader = new TimelineReader(store);
  private long seq;

  @Test
  void aChangeOfMembersWritesOneOfThem() {
    List<Member> members = create(1_000);
    long before = store.bytes();
    for (int i = 0; i < 200; i++) {
      remove(user(500));
      add(user(500));
    }
    assertThat((store.bytes() - before) / 400).as("bytes of one change").isLessThan(1_500);
    Member last = members.remove(501);
    members.add(last);
    assertThat(profile().members()).isEqualTo(members);
  }

  @Test
  void membersAreListedInTheOrderInWhichTheyCame() {
    List<Member> members = create(3);
    add(user(9));
    add(user(1_000));
    remove(user(1));
    add(user(1));
    rename("other");
    assertThat(profile().title()).isEqualTo("other");
    assertThat(profile().members())
        .containsExactly(
            members.get(0),
            members.get(1),
            members.get(3),
            member(user(9)),
            member(user(1_000)),
            members.get(2));
  }

  @Test
  void nothingIsLeftOfADeletedSession() {
    create(3);
    apply(new Event.SessionDeleted(S, ++seq, NOON, ACTOR, COMMAND));
    assertThat(reader.profile(S)).isNull();
    assertThat(reader.members(S)).isEmpty();
    assertThat(reader.sessionsOf(OWNER)).isEmpty();
  }

  /// Written when a profile had its members in it.
  @Test
  void profileOfBeforeIsReadAndGoesOn() {
    List<Member> members = create(3);
    asBefore();
    assertThat(profile().members()).isEqualTo(members);
    rename("other");
    assertThat(profile().members()).isEqualTo(members);
    asBefore();
    remove(user(0));
    add(user(9));
    assertThat(profile().members())
        .containsExactly(members.get(0), members.get(2), members.get(3), member(user(9)));
    asBefore();
    nothingIsLeft();
  }

  private void nothingIsLeft() {
    apply(new Event.SessionDeleted(S, ++seq, NOON, ACTOR, COMMAND));
    assertThat(reader.members(S)).isEmpty();
    assertThat(reader.sessionsOf(OWNER)).isEmpty();
    assertThat(reader.sessionsOf(user(9))).isEmpty();
  }

  private void asBefore() {
    byte[] whole = Json.encode(profile());
    profile().members().forEach(member -> store.delete(Keys.member(S, member.userId())));
    store.put(Keys.profile(S), whole);
  }

  private Profile profile() {
    return Objects.requireNonNull(reader.profile(S));
  }

  private List<Member> create(int others) {
    List<Member> members = new ArrayList<>(List.of(new Member(OWNER, MemberRole.OWNER)));
    for (int i = 0; i < others; i++) {
      members.add(member(user(i)));
    }
    Session session = new Session(S, "title", OWNER, members, NONE, NOON, NOON, ++seq, 0);
    apply(new Event.SessionCreated(S, seq, NOON, ACTOR, COMMAND, session));
    return members;
  }

  private void rename(String title) {
    List<Member> one = List.of(new Member(OWNER, MemberRole.OWNER));
    Session session = new Session(S, title, OWNER, one, NONE, NOON, NOON, ++seq, 0, 4);
    apply(new Event.SessionUpdated(S, seq, NOON, ACTOR, COMMAND, session));
  }

  private void add(UserId user) {
    apply(new Event.MemberAdded(S, ++seq, NOON, ACTOR, COMMAND, member(user)));
  }

  private void remove(UserId user) {
    apply(new Event.MemberRemoved(S, ++seq, NOON, ACTOR, COMMAND, member(user)));
  }

  private void apply(Event event) {
    assertThat(writer.apply(event, Json.encode(event), seq, 0)).isEqualTo(Outcome.APPLIED);
  }

  private static Member member(UserId user) {
    return new Member(user, MemberRole.MEMBER);
  }

  /// With an id as long as they may be.
  private static UserId user(int number) {
    return new UserId("u".repeat(60) + (1_000 + number));
  }
}
