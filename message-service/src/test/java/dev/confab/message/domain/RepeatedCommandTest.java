package dev.confab.message.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.message.domain.Decision.Accepted;
import dev.confab.message.domain.Decision.Made;
import dev.confab.message.domain.Decision.Repeated;
import dev.confab.schema.chat.MessageRole;
import dev.confab.schema.command.Command;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is answered to a write that was asked before.
class RepeatedCommandTest extends DecidedSession {
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
  void forgetsTheOldestOfMoreThan128KeysOnceTheyAreNotRecent() {
    for (int i = 0; i < SendWindow.SIZE; i++) {
      happens(send(MEMBER, "k" + i, "x"));
    }
    happens(sendAt(NOON.plus(SendWindow.RECENT), "recent"));
    assertThat(decide(send(MEMBER, "k0", "x"))).isInstanceOf(Repeated.class);
    happens(sendAt(NOON.plus(SendWindow.RECENT).plusMillis(1), "later"));
    assertThat(decide(send(MEMBER, "k2", "x"))).isInstanceOf(Repeated.class);
    assertThat(decide(send(MEMBER, "k1", "x"))).isInstanceOf(Accepted.class);
  }

  /// Both batches got 503 and landed all the same; the first is repeated.
  @Test
  void remembersTheFirstOfTwoBatchesThatLandedUnseen() {
    for (int i = 0; i < 200; i++) {
      happens(send(MEMBER, "b" + i, "x"));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(decide(send(MEMBER, "b" + i, "x"))).isInstanceOf(Repeated.class);
    }
  }

  @Test
  void remembersNoMoreThan512OfOneSender() {
    for (int i = 0; i <= SendWindow.MOST; i++) {
      happens(send(MEMBER, "k" + i, "x"));
    }
    assertThat(current().window(MEMBER).writes()).hasSize(SendWindow.MOST);
  }

  private Command.SendMessage sendAt(Instant at, String key) {
    return new Command.SendMessage(S, key(key), at, user(MEMBER), true, "x", null, null);
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
    Repeated whole = new Repeated(3, NOON, new Made.Edited(first.message()));
    assertThat(decide(edit)).isEqualTo(whole);
    for (int i = 0; i < RecentMessages.SIZE; i++) {
      happens(send(OWNER, "k" + i, "x"));
    }
    Lookup found =
        new Lookup.Found(
            MEMBER, MessageRole.USER, NOON, NOON, key("a"), first.message().metadata());
    assertThat(question(edit)).isNotNull();
    assertThat(decider.decide(state, edit, found, usage)).isEqualTo(whole);
    assertThat(decider.decide(state, edit, new Lookup.Absent(), usage))
        .isEqualTo(new Repeated(3, NOON));
  }

  /// The first one was accepted, wherever the message is by now.
  @Test
  void repeatsOfWritesToAForgottenMessageHaveTheirSeqWithoutTheArchive() {
    happens(send(MEMBER, "a", "hello"));
    Command.EditMessage edit = edit(MEMBER, 2);
    happens(edit);
    Command.DeleteMessage delete = delete(MEMBER, 2);
    happens(delete);
    for (int i = 0; i < RecentMessages.SIZE; i++) {
      happens(send(OWNER, "k" + i, "x"));
    }
    assertThat(decider.decide(state, edit, new Lookup.Unavailable(), usage))
        .isEqualTo(new Repeated(3, NOON, new Made.Unknown()));
    assertThat(question(delete)).isNull();
    assertThat(decide(delete)).isEqualTo(new Repeated(4, NOON));
    Command.EditMessage other =
        new Command.EditMessage(
            S, edit.commandId(), NOON, user(MEMBER), true, edit.messageId(), "other", null);
    assertThat(question(other)).isNull();
    assertRejected(other, ErrorCode.IDEMPOTENCY_CONFLICT);
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
  void answersOnlyTheDeletionsRepeatAfterDeletion() {
    Command.DeleteSession deletion =
        new Command.DeleteSession(S, key("bye"), NOON, user(OWNER), true);
    happens(send(OWNER, "a", "hello"));
    happens(deletion);
    assertThat(decide(deletion)).isEqualTo(new Repeated(3, NOON));
    assertRejected(send(OWNER, "z", "x"), ErrorCode.SESSION_NOT_FOUND);
  }
}
