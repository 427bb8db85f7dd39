package dev.confab.message.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.message.domain.Decision.Accepted;
import dev.confab.message.domain.Decision.Rejected;
import dev.confab.message.domain.Decision.Repeated;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.command.Scope;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.limit.Limits;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Decider decider = new Decider(Limits.DEFAULT, new Quota(3, 10));
  private final Map<SessionId, SessionState> states = new HashMap<>();
  private final Usage usage = new Usage(List.of());
  private int keys;

  @Test
  void allowsAsManySessionsAsTheQuota() {
    happens(create("a", ALICE, 0));
    happens(create("b", ALICE, 0));
    happens(create("c", ALICE, 0));
    assertExceeds(create("d", ALICE, 0));
    happens(create("e", BOB, 0));
    happens(new Command.DeleteSession(new SessionId("a"), key(), NOON, user(ALICE), false));
    happens(create("d", ALICE, 0));
  }

  @Test
  void allowsAsManyMembersOfAllSessionsAsTheQuota() {
    happens(create("a", ALICE, 6));
    assertExceeds(create("b", ALICE, 3));
    happens(create("b", ALICE, 2));
    assertExceeds(add("a", user(ALICE), 50));
    happens(
        new Command.RemoveMember(new SessionId("b"), key(), NOON, user(ALICE), false, member(0)));
    happens(add("a", user(ALICE), 50));
    assertExceeds(add("a", user(ALICE), 51));
  }

  @Test
  void doesNotHoldServicesToIt() {
    Caller service = new Caller(ALICE, Set.of(Scope.SERVICE));
    happens(create("a", service, 9));
    happens(create("b", service, 9));
    happens(add("a", service, 50));
    assertExceeds(add("a", user(ALICE), 51));
  }

  @Test
  void answersARepeatAtTheQuota() {
    Command.CreateSession last = create("c", ALICE, 0);
    happens(create("a", ALICE, 0));
    happens(create("b", ALICE, 0));
    happens(last);
    assertThat(decide(last)).isInstanceOf(Repeated.class);
  }

  @Test
  void aShardAllowsTwiceItsPart() {
    assertThat(new Quota(10_000, 200_000).share(12)).isEqualTo(new Quota(1_667, 33_334));
    assertThat(new Quota(10, 20).share(1)).isEqualTo(new Quota(10, 20));
    assertThat(new Quota(1, 1).share(12)).isEqualTo(new Quota(1, 1));
    assertThat(Quota.NONE.share(1)).isEqualTo(Quota.NONE);
  }

  @Test
  void allShardsAllowLessThanTwiceTheQuotaAndOneMoreEach() {
    for (int shards = 1; shards <= 64; shards++) {
      for (int quota = 1; quota <= 300; quota++) {
        int share = new Quota(quota, quota).share(shards).sessions();
        assertThat(share * shards).isBetween(quota, 2 * quota + shards - 1);
      }
    }
  }

  /// An opening counts the sessions that are there; deciding adds to what was there before.
  @Test
  void countsTheSameStepByStepAndAtOnce() {
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      UserId owner = new UserId("u" + random.nextInt(4));
      String session = owner.value() + random.nextInt(6);
      Command.Write anything =
          switch (random.nextInt(6)) {
            case 0 -> create(session, owner, random.nextInt(5));
            case 1 ->
                new Command.DeleteSession(new SessionId(session), key(), NOON, user(owner), false);
            case 2 ->
                new Command.RemoveMember(
                    new SessionId(session),
                    key(),
                    NOON,
                    user(owner),
                    false,
                    member(random.nextInt(8)));
            default -> add(session, user(owner), random.nextInt(8));
          };
      if (decide(anything) instanceof Accepted(Event event)) {
        apply(anything, event);
      }
    }
    Usage counted = new Usage(states.values());
    IntStream.range(0, 4)
        .mapToObj(i -> new UserId("u" + i))
        .forEach(owner -> {
          assertThat(usage.sessions(owner)).isEqualTo(counted.sessions(owner)).isBetween(0, 3);
          assertThat(usage.members(owner)).isEqualTo(counted.members(owner)).isBetween(0, 10);
        });
  }

  private void happens(Command.Write command) {
    if (decide(command) instanceof Accepted(Event event)) {
      apply(command, event);
      return;
    }
    throw new AssertionError("not accepted: " + decide(command));
  }

  private void apply(Command.Write command, Event event) {
    SessionState before = states.get(event.sessionId());
    SessionState after =
        Evolution.evolve(before, event, command.isKeyed() ? BodyHash.of(command) : null);
    states.put(event.sessionId(), after);
    usage.changed(before, after);
  }

  private void assertExceeds(Command.Write command) {
    assertThat(decide(command))
        .isEqualTo(new Rejected(ErrorCode.QUOTA_EXCEEDED, ErrorCode.QUOTA_EXCEEDED.sentence()));
  }

  private Decision decide(Command.Write command) {
    return decider.decide(states.get(command.sessionId()), command, null, usage);
  }

  private Command.CreateSession create(String session, UserId owner, int others) {
    return create(session, user(owner), others);
  }

  private Command.CreateSession create(String session, Caller owner, int others) {
    List<UserId> members = IntStream.range(0, others).mapToObj(QuotaTest::member).toList();
    return new Command.CreateSession(
        new SessionId(session), key(), NOON, owner, true, "t", members, null);
  }

  private Command.AddMember add(String session, Caller by, int member) {
    return new Command.AddMember(new SessionId(session), key(), NOON, by, false, member(member));
  }

  private CommandId key() {
    return new CommandId("k" + keys++);
  }

  private static UserId member(int number) {
    return new UserId("m" + number);
  }

  private static Caller user(UserId user) {
    return new Caller(user, Set.of());
  }
}
