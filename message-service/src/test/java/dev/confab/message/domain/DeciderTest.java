package dev.confab.message.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.message.domain.Decision.Accepted;
import dev.confab.message.domain.Decision.Rejected;
import dev.confab.message.domain.Decision.Repeated;
import dev.confab.message.domain.Decision.Unchanged;
import dev.confab.schema.chat.Member;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.chat.Metadata;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.command.Scope;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.limit.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeciderTest {
  private static final SessionId S = new SessionId("s");
  private static final UserId OWNER = new UserId("olga");
  private static final UserId MEMBER = new UserId("mia");
  private static final UserId STRANGER = new UserId("sam");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Decider decider = new Decider(Limits.DEFAULT, Quota.NONE);
  private final Usage usage = new Usage(List.of());
  private @Nullable SessionState state;
  private int keys;

  @BeforeEach
  void aSessionWithTwoMembers() {
    happens(
        new Command.CreateSession(
            S, key("create"), NOON, user(OWNER), true, "title", List.of(MEMBER, OWNER), null));
  }

  @Test
  void numbersEventsWithoutHoles() {
    assertThat(accepted(send(MEMBER, "a", "one")).seq()).isEqualTo(2);
    assertThat(accepted(send(OWNER, "a", "two")).seq()).isEqualTo(3);
  }

  @Test
  void repeatsTheFirstResultForTheSameKeyAndBody() {
    happens(send(MEMBER, "k", "hello"));
    assertThat(decide(send(MEMBER, "k", "hello"))).isEqualTo(new Repeated(2, NOON));
  }

  @Test
  void refusesAnotherBodyUnderTheSameKey() {
    happens(send(MEMBER, "k", "hello"));
    assertRejected(send(MEMBER, "k", "bye"), ErrorCode.IDEMPOTENCY_CONFLICT);
  }

  @Test
  void keepsTheKeysOfSendersApart() {
    happens(send(MEMBER, "k", "hello"));
    assertThat(decide(send(OWNER, "k", "hello"))).isInstanceOf(Accepted.class);
  }

  @Test
  void emptyTitleClearsTheTitleAndAbsentOneLeavesIt() {
    assertThat(decide(update(null))).isInstanceOf(Unchanged.class);
    Event.SessionUpdated cleared = (Event.SessionUpdated) accepted(update(""));
    assertThat(cleared.session().title()).isNull();
    assertThat(decide(update(""))).isInstanceOf(Unchanged.class);
  }

  /// It goes to every socket, to Kafka and to the archive.
  @Test
  void updateOfACrowdedSessionIsSmall() {
    List<UserId> crowd =
        IntStream.range(0, 999).mapToObj(i -> new UserId("%064d".formatted(i))).toList();
    state = null;
    happens(new Command.CreateSession(S, key("c"), NOON, user(OWNER), true, "t", crowd, null));
    UserId last = crowd.getLast();
    Caller service = new Caller(last, Set.of(Scope.SERVICE));
    Event.SessionUpdated updated =
        (Event.SessionUpdated)
            accepted(
                new Command.UpdateSession(S, key("u"), NOON, service, false, "new title", null));
    assertThat(Json.encode(updated)).hasSizeLessThan(3_000);
    assertThat(updated.session().members())
        .hasSize(20)
        .extracting(Member::userId)
        .contains(OWNER, last);
    assertThat(updated.session().memberCount()).isEqualTo(1_000);
    assertThat(current().memberList()).hasSize(1_000);
    assertThat(current().title()).isEqualTo("new title");
  }

  private Command.UpdateSession update(@Nullable String title) {
    return new Command.UpdateSession(
        S, key("update" + keys++), NOON, user(OWNER), false, title, null);
  }

  @Test
  void remembersNoKeyThatAGatewayMade() {
    Command.SendMessage send =
        new Command.SendMessage(S, key("g"), NOON, user(MEMBER), false, "x", null, null);
    happens(send);
    assertThat(decide(send)).isInstanceOf(Accepted.class);
  }

  /// A retried batch may be the whole of the largest one, or complete one that was cut off.
  @Test
  void h13RemembersAWholeBatchAndCompletesAPartialOne() {
    CommandId batch = key("batch");
    for (int i = 0; i < 36; i++) {
      happens(send(MEMBER, batch.at(i).value(), "message " + i));
    }
    for (int i = 0; i < 100; i++) {
      Decision decision = decide(send(MEMBER, batch.at(i).value(), "message " + i));
      if (i < 36) {
        assertThat(decision).isEqualTo(new Repeated(2 + i, NOON));
      } else {
        happens(send(MEMBER, batch.at(i).value(), "message " + i));
      }
    }
    for (int i = 0; i < 100; i++) {
      assertThat(decide(send(MEMBER, batch.at(i).value(), "message " + i)))
          .isEqualTo(new Repeated(2 + i, NOON));
    }
  }

  @Test
  void forgetsTheOldestOfMoreThan128Keys() {
    for (int i = 0; i <= SendWindow.SIZE; i++) {
      happens(send(MEMBER, "k" + i, "x"));
    }
    assertThat(decide(send(MEMBER, "k1", "x"))).isInstanceOf(Repeated.class);
    assertThat(decide(send(MEMBER, "k0", "x"))).isInstanceOf(Accepted.class);
  }

  /// Else a clear whose answer went lost wipes, when it is repeated, what was acknowledged since.
  @Test
  void remembersAKeyedWriteThatChangedNothing() {
    Command.ClearMessages clear = clear();
    happens(send(MEMBER, "a", "gone"));
    happens(clear());
    keeps(clear);
    happens(send(MEMBER, "b", "stays"));
    assertThat(decide(clear)).isEqualTo(new Repeated(3, NOON));
    Command.AddMember add = add(MEMBER);
    keeps(add);
    happens(remove(OWNER, MEMBER));
    assertThat(decide(add)).isEqualTo(new Repeated(4, NOON));
    Command.RemoveMember remove = remove(OWNER, MEMBER);
    keeps(remove);
    happens(add(MEMBER));
    assertThat(decide(remove)).isEqualTo(new Repeated(5, NOON));
    Command.UpdateSession update =
        new Command.UpdateSession(S, key("u"), NOON, user(OWNER), true, "title", null);
    keeps(update);
    happens(update("another"));
    assertThat(decide(update)).isEqualTo(new Repeated(6, NOON));
    assertRejected(
        new Command.UpdateSession(S, key("u"), NOON, user(OWNER), true, "other", null),
        ErrorCode.IDEMPOTENCY_CONFLICT);
  }

  @Test
  void repeatedEditHasItsWholeMessageAsLongAsThatIsThere() {
    happens(send(MEMBER, "a", "hello"));
    Command.EditMessage edit = edit(MEMBER, 2);
    Event.MessageUpdated first = (Event.MessageUpdated) happens(edit);
    assertThat(decide(edit)).isEqualTo(new Repeated(3, NOON, first.message()));
    for (int i = 0; i < RecentMessages.SIZE; i++) {
      happens(send(OWNER, "k" + i, "x"));
    }
    Lookup found =
        new Lookup.Found(
            MEMBER, MessageRole.USER, NOON, NOON, key("a"), first.message().metadata());
    assertThat(question(edit)).isNotNull();
    assertThat(decider.decide(state, edit, found, usage))
        .isEqualTo(new Repeated(3, NOON, first.message()));
    assertThat(decider.decide(state, edit, new Lookup.Unavailable(), usage))
        .extracting("code")
        .isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(decider.decide(state, edit, new Lookup.Absent(), usage))
        .isEqualTo(new Repeated(3, NOON));
  }

  @Test
  void repeatedEditOfADeletedMessageHasNone() {
    happens(send(MEMBER, "a", "hello"));
    Command.EditMessage edit = edit(MEMBER, 2);
    happens(edit);
    happens(delete(MEMBER, 2));
    assertThat(decide(edit)).isEqualTo(new Repeated(3, NOON));
  }

  /// The session is gone, so there is nothing to answer with; the key is not another request's.
  @Test
  void repeatedCreateOfADeletedSessionIsARepeat() {
    happens(new Command.DeleteSession(S, key("bye"), NOON, user(OWNER), true));
    Command.CreateSession again =
        new Command.CreateSession(
            S, key("create"), NOON, user(OWNER), true, "title", List.of(MEMBER, OWNER), null);
    assertThat(decide(again)).isEqualTo(new Repeated(1, NOON));
    assertRejected(
        new Command.CreateSession(
            S, key("create"), NOON, user(MEMBER), true, "title", List.of(), null),
        ErrorCode.IDEMPOTENCY_CONFLICT);
  }

  @Test
  void hidesTheSessionFromStrangers() {
    happens(send(MEMBER, "a", "hello"));
    assertRejected(send(STRANGER, "a", "x"), ErrorCode.SESSION_NOT_FOUND);
    assertRejected(edit(STRANGER, 2), ErrorCode.SESSION_NOT_FOUND);
    assertRejected(delete(STRANGER, 2), ErrorCode.SESSION_NOT_FOUND);
    assertRejected(remove(STRANGER, MEMBER), ErrorCode.SESSION_NOT_FOUND);
  }

  @Test
  void refusesEditByNonAuthor() {
    happens(send(MEMBER, "a", "hello"));
    assertRejected(edit(OWNER, 2), ErrorCode.FORBIDDEN);
    assertThat(decide(edit(MEMBER, 2))).isInstanceOf(Accepted.class);
  }

  @Test
  void letsAuthorAndOwnerDelete() {
    happens(send(MEMBER, "a", "hello"));
    happens(send(OWNER, "b", "hello"));
    assertThat(decide(delete(OWNER, 2))).isInstanceOf(Accepted.class);
    assertThat(decide(delete(MEMBER, 2))).isInstanceOf(Accepted.class);
    assertRejected(delete(MEMBER, 3), ErrorCode.FORBIDDEN);
  }

  @Test
  void findsNoDeletedMessageAndNoOtherEvent() {
    happens(send(MEMBER, "a", "hello"));
    happens(delete(MEMBER, 2));
    assertRejected(delete(MEMBER, 2), ErrorCode.MESSAGE_NOT_FOUND);
    assertRejected(edit(MEMBER, 1), ErrorCode.MESSAGE_NOT_FOUND);
    assertRejected(edit(MEMBER, 99), ErrorCode.MESSAGE_NOT_FOUND);
  }

  @Test
  void asksTheArchiveAboutForgottenMessagesOnly() {
    for (int i = 0; i < RecentMessages.SIZE + 1; i++) {
      happens(send(MEMBER, "k" + i, "x"));
    }
    assertThat(question(edit(MEMBER, 3))).isNull();
    assertThat(question(edit(STRANGER, 2))).isNull();
    assertThat(question(edit(MEMBER, 2))).isEqualTo(new ArchiveQuestion(new MessageId(S, 2), 2));
    assertThat(decider.decide(state, edit(MEMBER, 2), new Lookup.Unavailable(), usage))
        .isInstanceOf(Rejected.class);
    assertThat(decider.decide(state, edit(MEMBER, 2), new Lookup.Absent(), usage))
        .extracting("code")
        .isEqualTo(ErrorCode.MESSAGE_NOT_FOUND);
  }

  @Test
  void needsAScopeToSpeakAsAssistant() {
    assertRejected(say(user(MEMBER)), ErrorCode.FORBIDDEN);
    assertThat(decide(say(new Caller(MEMBER, Set.of(Scope.ASSISTANT)))))
        .isInstanceOf(Accepted.class);
    assertThat(decide(say(new Caller(STRANGER, Set.of(Scope.SERVICE)))))
        .isInstanceOf(Accepted.class);
    assertRejected(say(new Caller(STRANGER, Set.of(Scope.ASSISTANT))), ErrorCode.SESSION_NOT_FOUND);
  }

  @Test
  void letsMembersLeaveButNotTheOwner() {
    assertRejected(remove(OWNER, OWNER), ErrorCode.FORBIDDEN);
    assertThat(decide(remove(MEMBER, MEMBER))).isInstanceOf(Accepted.class);
    assertThat(decide(remove(OWNER, STRANGER))).isInstanceOf(Unchanged.class);
    assertRejected(remove(MEMBER, OWNER), ErrorCode.FORBIDDEN);
  }

  @Test
  void countsMessagesThroughDeletesAndClear() {
    happens(send(MEMBER, "a", "one"));
    happens(send(MEMBER, "b", "two"));
    happens(delete(MEMBER, 2));
    assertThat(current().messageCount()).isEqualTo(1);
    happens(clear());
    assertThat(current().messageCount()).isZero();
    assertThat(decide(clear())).isInstanceOf(Unchanged.class);
    assertRejected(edit(MEMBER, 3), ErrorCode.MESSAGE_NOT_FOUND);
  }

  @Test
  void answersOnlyTheDeletionsRepeatAfterDeletion() {
    Command.DeleteSession deletion =
        new Command.DeleteSession(S, key("bye"), NOON, user(OWNER), true);
    happens(send(OWNER, "a", "hello"));
    happens(deletion);
    assertThat(decide(deletion)).isEqualTo(new Repeated(3, NOON));
    assertRejected(send(OWNER, "z", "x"), ErrorCode.SESSION_NOT_FOUND);
  }

  @Test
  void survivesASnapshotUnchanged() throws MalformedException {
    happens(send(MEMBER, "a", "one"));
    happens(delete(OWNER, 2));
    happens(
        new Command.SendMessage(
            S, key("g"), NOON, user(MEMBER), false, "no key", null, metadata("{\"a\":1.0}")));
    SessionSnapshot snapshot = SessionSnapshot.of(current());
    byte[] json = Json.encode(snapshot);
    SessionSnapshot read = Json.decode(json, SessionSnapshot.class);
    assertThat(read).isEqualTo(snapshot);
    assertThat(SessionSnapshot.of(read.state())).isEqualTo(snapshot);
    assertThat(Json.encode(SessionSnapshot.of(read.state()))).isEqualTo(json);
  }

  private SessionState current() {
    if (state == null) {
      throw new IllegalStateException("no session yet");
    }
    return state;
  }

  private Decision decide(Command.Write command) {
    return decider.decide(state, command, null, usage);
  }

  private @Nullable ArchiveQuestion question(Command.Write command) {
    return decider.question(state, command);
  }

  private Event accepted(Command.Write command) {
    return happens(command);
  }

  private Event happens(Command.Write command) {
    if (decide(command) instanceof Accepted(Event event)) {
      state = Evolution.evolve(state, event, command.isKeyed() ? BodyHash.of(command) : null);
      return event;
    }
    throw new AssertionError("not accepted: " + decide(command));
  }

  private void assertRejected(Command.Write command, ErrorCode code) {
    assertThat(decide(command)).isInstanceOf(Rejected.class).extracting("code").isEqualTo(code);
  }

  private static Command.SendMessage send(UserId user, String key, String content) {
    return new Command.SendMessage(S, key(key), NOON, user(user), true, content, null, null);
  }

  private Command.SendMessage say(Caller caller) {
    return new Command.SendMessage(
        S, fresh(), NOON, caller, true, "hello", MessageRole.ASSISTANT, null);
  }

  private Command.EditMessage edit(UserId user, long seq) {
    return new Command.EditMessage(
        S, fresh(), NOON, user(user), true, new MessageId(S, seq), "edited", null);
  }

  private Command.DeleteMessage delete(UserId user, long seq) {
    return new Command.DeleteMessage(S, fresh(), NOON, user(user), true, new MessageId(S, seq));
  }

  private Command.RemoveMember remove(UserId by, UserId user) {
    return new Command.RemoveMember(S, fresh(), NOON, user(by), true, user);
  }

  private void keeps(Command.Write command) {
    assertThat(decide(command)).isInstanceOf(Unchanged.class);
    UserId sender = command.actor().userId();
    Remembered write =
        new Remembered(
            command.commandId(), current().lastSeq(), command.at(), BodyHash.of(command));
    state = Evolution.keep(state, new KeptWrite(S, sender, write));
  }

  private Command.AddMember add(UserId user) {
    return new Command.AddMember(S, fresh(), NOON, user(OWNER), true, user);
  }

  private Command.ClearMessages clear() {
    return new Command.ClearMessages(S, fresh(), NOON, user(OWNER), true);
  }

  private static Metadata metadata(String json) throws MalformedException {
    return Json.decode(json.getBytes(UTF_8), Metadata.class);
  }

  private CommandId fresh() {
    return key("fresh" + keys++);
  }

  private static CommandId key(String text) {
    return new CommandId(text);
  }

  private static Caller user(UserId user) {
    return new Caller(user, Set.of());
  }
}
