package dev.confab.message.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.message.domain.Decision.Accepted;
import dev.confab.message.domain.Decision.Rejected;
import dev.confab.message.domain.Decision.Unchanged;
import dev.confab.schema.chat.Member;
import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import dev.confab.schema.command.Caller;
import dev.confab.schema.command.Command;
import dev.confab.schema.command.Scope;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.MessageId;
import dev.confab.schema.id.UserId;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeciderTest extends DecidedSession {
  @Test
  void numbersEventsWithoutHoles() {
    assertThat(accepted(send(MEMBER, "a", "one")).seq()).isEqualTo(2);
    assertThat(accepted(send(OWNER, "a", "two")).seq()).isEqualTo(3);
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
}
