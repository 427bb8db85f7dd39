package dev.confab.gateway.channel;

import static dev.confab.gateway.channel.Room.NOW;
import static dev.confab.gateway.channel.Room.S;
import static dev.confab.gateway.channel.Room.joined;
import static dev.confab.gateway.channel.Room.removal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.gateway.frame.Frame;
import dev.confab.gateway.log.Outcome;
import dev.confab.gateway.log.TestLog;
import dev.confab.schema.chat.Actor;
import dev.confab.schema.command.Command;
import dev.confab.schema.error.CloseCode;
import dev.confab.schema.error.ErrorCode;
import dev.confab.schema.event.Event;
import dev.confab.schema.id.CommandId;
import dev.confab.schema.id.SessionId;
import dev.confab.schema.id.UserId;
import dev.confab.schema.reply.Reply;
import dev.confab.schema.signal.Signal;
import org.junit.jupiter.api.Test;

class ChannelsTest {
  private final TestLog log = new TestLog();
  private final Room room = new Room(log);
  private final Channels channels = room.channels();
  private final RecordingConnection alice = new RecordingConnection("alice", "a1");
  private final RecordingConnection bob = new RecordingConnection("bob", "b1");
  private final Attendance aliceSits = channels.attend(alice);
  private final Attendance bobSits = channels.attend(bob);

  private void event(long seq) {
    room.event(seq);
  }

  private void event(long seq, Event detaching) {
    room.event(seq, detaching);
  }

  private void join(Attendance attendance, long seq) {
    attendance.join("j", S, null);
    log.decideLast(joined(seq));
  }

  @Test
  void eventsDuringAJoinComeBehindItsAnswerFromItsSeqOn() {
    aliceSits.join("j", S, null);
    event(3);
    event(4);
    event(5);
    assertThat(alice.taken()).isEmpty();
    log.decideLast(joined(4));
    event(4);
    event(6);
    assertThat(alice.taken()).containsExactly("joined 4 false", "e5", "e6");
  }

  @Test
  void gapClosesTheConnectionSoThatItResumes() {
    join(aliceSits, 4);
    event(6);
    assertThat(alice.taken()).containsExactly("joined 4 false");
    assertThat(alice.closed).isEqualTo(CloseCode.RESTARTING);
    event(7);
    assertThat(alice.taken()).isEmpty();
  }

  @Test
  void positionAtTheAnswersSeqInTheSameEpochIsRecovered() {
    aliceSits.join("j", S, new Position("epoch", 4));
    log.decideLast(joined(4));
    bobSits.join("j", S, new Position("other", 4));
    log.decideLast(joined(4));
    assertThat(alice.taken()).containsExactly("joined 4 true");
    assertThat(bob.taken()).containsExactly("joined 4 false");
  }

  @Test
  void joinAgainIsAnsweredAfreshWithoutDoublesOrHoles() {
    join(aliceSits, 4);
    event(5);
    alice.taken();
    aliceSits.join("again", S, null);
    event(6);
    log.decideLast(joined(7));
    event(7);
    event(8);
    assertThat(alice.taken()).containsExactly("e6", "e7", "joined 7 false", "e8");
  }

  @Test
  void twoJoinsAtOnceAreBothAnsweredInOrder() {
    aliceSits.join("1", S, null);
    int first = log.last();
    aliceSits.join("2", S, null);
    event(5);
    log.decideLast(joined(5));
    assertThat(alice.taken()).isEmpty();
    log.decide(first, joined(4));
    assertThat(alice.taken()).containsExactly("joined 4 false", "e5", "joined 5 false");
  }

  /// The shard had decided before they came and went, but its answer took longer.
  @Test
  void whoComesOrGoesWhileAJoinIsUndecidedIsToldBehindItsAnswer() {
    bobSits.join("j", S, null);
    came("carol");
    went("alice");
    channels.signal(new Signal.Typing(S, new UserId("carol"), true), frame("t"));
    assertThat(bob.taken()).isEmpty();

    log.decideLast(joined(4));

    assertThat(bob.taken()).containsExactly("joined 4 false", "+carol", "-alice");
    went("carol");
    assertThat(bob.taken()).containsExactly("-carol");
  }

  @Test
  void whoIsInTheAnswerIsNotToldOnceMore() {
    bobSits.join("j", S, null);
    went("alice");
    came("alice");
    came("carol");
    went("carol");

    log.decideLast(joined(4));

    assertThat(bob.taken()).containsExactly("joined 4 false");
  }

  /// To the client the answer is the newest, also where it was decided before what he was told.
  @Test
  void whoCameDuringAJoinAgainIsToldBehindItsAnswerToo() {
    join(bobSits, 4);
    bob.taken();
    bobSits.join("again", S, null);
    came("carol");
    assertThat(bob.taken()).containsExactly("+carol");

    log.decideLast(joined(4));
    came("dave");

    assertThat(bob.taken()).containsExactly("joined 4 false", "+carol", "+dave");
  }

  private void came(String user) {
    channels.signal(new Signal.UserJoined(S, new UserId(user)), frame("+" + user));
  }

  private void went(String user) {
    channels.signal(new Signal.UserLeft(S, new UserId(user)), frame("-" + user));
  }

  private static Frame frame(String text) {
    return Frame.of(text.getBytes(UTF_8));
  }

  @Test
  void refusedJoinTakesNoSeat() {
    aliceSits.join("j", S, null);
    log.decideLast(new Outcome.Replied(new Reply.Rejected(S, ErrorCode.SESSION_NOT_FOUND, "no")));
    event(5);
    assertThat(alice.taken()).containsExactly("session_not_found");
    assertThat(channels.size()).isZero();
  }

  @Test
  void joinWithoutAnswerIsUnavailableAndTakenBack() {
    aliceSits.join("j", S, null);
    log.decideLast(new Outcome.Unavailable());
    assertThat(alice.taken()).containsExactly("unavailable");
    assertThat(log.commandsSent().getLast()).isInstanceOf(Command.Leave.class);
  }

  @Test
  void removedMemberGetsTheRemovalAndNothingMore() {
    join(aliceSits, 4);
    join(bobSits, 4);
    event(5, removal("bob", 5));
    event(6);
    assertThat(alice.taken()).containsExactly("joined 4 false", "e5", "e6");
    assertThat(bob.taken()).containsExactly("joined 4 false", "e5");
    bobSits.typing("t", S, true, false);
    assertThat(bob.taken()).containsExactly("not_joined");
  }

  @Test
  void removalThatLiesBehindAJoinsAnswerEndsIt() {
    bobSits.join("j", S, null);
    event(5, removal("bob", 5));
    event(6);
    log.decideLast(joined(4));
    assertThat(bob.taken()).containsExactly("joined 4 false", "e5");
    assertThat(channels.size()).isZero();
  }

  @Test
  void deletedSessionEndsAllSeats() {
    join(aliceSits, 4);
    join(bobSits, 4);
    event(
        5, new Event.SessionDeleted(S, 5, NOW, new Actor(new UserId("alice")), new CommandId("c")));
    assertThat(alice.taken()).containsExactly("joined 4 false", "e5");
    assertThat(bob.taken()).containsExactly("joined 4 false", "e5");
    assertThat(channels.size()).isZero();
  }

  @Test
  void signalsGoToAllButTheUserTheySpeakOf() {
    RecordingConnection second = new RecordingConnection("alice", "a2");
    join(aliceSits, 4);
    join(channels.attend(second), 4);
    join(bobSits, 4);
    channels.signal(new Signal.Typing(S, new UserId("alice"), true), Frame.of("t".getBytes(UTF_8)));
    assertThat(alice.taken()).containsExactly("joined 4 false");
    assertThat(second.taken()).containsExactly("joined 4 false");
    assertThat(bob.taken()).containsExactly("joined 4 false", "t");
  }

  @Test
  void newOpeningIsToldWhoIsJoined() {
    join(aliceSits, 4);
    bobSits.join("j", S, null);
    int before = log.commandsSent().size();
    channels.opened(log.interests().shardOf(S));
    assertThat(log.commandsSent().subList(before, log.commandsSent().size()))
        .singleElement()
        .isInstanceOfSatisfying(
            Command.Join.class,
            join -> {
              assertThat(join.announce()).isTrue();
              assertThat(join.connectionId()).isEqualTo(alice.id());
            });
  }

  @Test
  void lostShardClosesThoseWhoSitThere() {
    join(aliceSits, 4);
    channels.lost(log.interests().shardOf(S));
    assertThat(alice.closed).isEqualTo(CloseCode.RESTARTING);
    assertThat(channels.size()).isZero();
  }

  @Test
  void leavingIsAnsweredAndToldToTheShard() {
    join(aliceSits, 4);
    aliceSits.leave("l", S);
    event(5);
    aliceSits.leave("l2", S);
    assertThat(alice.taken())
        .containsExactly(
            "joined 4 false", "{\"type\":\"left\",\"id\":\"l\",\"sessionId\":\"s\"}", "not_joined");
    assertThat(log.commandsSent().getLast()).isInstanceOf(Command.Leave.class);
  }

  @Test
  void closedConnectionLeavesItsSessions() {
    join(aliceSits, 4);
    aliceSits.close();
    assertThat(channels.size()).isZero();
    assertThat(log.commandsSent().getLast()).isInstanceOf(Command.Leave.class);
    aliceSits.join("j", S, null);
    assertThat(channels.size()).isZero();
  }

  @Test
  void connectionSitsInSoManySessionsAndNoMore() {
    join(aliceSits, 1);
    aliceSits.join("2", new SessionId("t"), null);
    aliceSits.join("3", new SessionId("u"), null);
    assertThat(alice.taken()).containsExactly("joined 1 false", "too_many_sessions");
    aliceSits.join("4", S, null);
    log.decideLast(joined(1));
    assertThat(alice.taken()).containsExactly("joined 1 false");
  }
}
