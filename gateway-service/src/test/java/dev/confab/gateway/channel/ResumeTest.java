package dev.confab.gateway.channel;

import static dev.confab.gateway.channel.Room.S;
import static dev.confab.gateway.channel.Room.joined;
import static dev.confab.gateway.channel.Room.removal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.gateway.log.TestLog;
import dev.confab.schema.error.CloseCode;
import dev.confab.web.limit.Memory;
import org.junit.jupiter.api.Test;

/// Resuming, step by step; rings hold four events here, and sixty bytes are kept for a seat.
class ResumeTest {
  private final TestLog log = new TestLog();
  private final FakeHistory history = new FakeHistory();
  private final Room room = new Room(log, history);
  private final RecordingConnection alice = new RecordingConnection("alice", "a1");
  private final RecordingConnection bob = new RecordingConnection("bob", "b1");
  private final Attendance aliceSits = room.channels().attend(alice);
  private final Attendance bobSits = room.channels().attend(bob);

  private void resume(Attendance attendance, long after, long seq) {
    attendance.join("j", S, new Position("epoch", after));
    log.decideLast(joined(seq));
  }

  private void events(long from, long to) {
    for (long seq = from; seq <= to; seq++) {
      room.event(seq);
    }
  }

  /// Bob sits, and the ring holds the last four events up to this one.
  private void bobHasSeen(long from, long to) {
    bobSits.join("j", S, null);
    log.decideLast(joined(from - 1));
    events(from, to);
    bob.taken();
  }

  @Test
  void missedEventsInTheRingComeBehindTheAnswer() {
    bobHasSeen(1, 6);
    resume(aliceSits, 2, 6);
    room.event(7);
    assertThat(alice.taken()).containsExactly("joined 6 true", "e3", "e4", "e5", "e6", "e7");
    assertThat(history.taken()).isEmpty();
  }

  @Test
  void ringOutlivesTheLastConnection() {
    bobHasSeen(1, 3);
    bobSits.close();
    room.channels().expire(0);
    room.channels().expire(9);
    assertThat(room.channels().size()).isZero();
    room.event(4);
    resume(aliceSits, 1, 4);
    assertThat(alice.taken()).containsExactly("joined 4 true", "e2", "e3", "e4");
    aliceSits.close();
    room.channels().expire(20);
    room.channels().expire(30);
    resume(room.channels().attend(alice), 3, 4);
    assertThat(history.taken()).hasSize(1);
  }

  @Test
  void whatLiesBelowTheRingIsReadFromHistory() {
    bobHasSeen(1, 8);
    resume(aliceSits, 1, 8);
    assertThat(alice.taken()).isEmpty();
    FakeHistory.Asked asked = history.only();
    assertThat(asked.range()).isEqualTo("1-4");
    assertThat(asked.stretch().token().value()).isEqualTo("a1");
    events(9, 14);
    asked.find();
    room.event(15);
    assertThat(alice.taken())
        .containsExactly(
            "joined 8 true",
            "e2",
            "e3",
            "e4",
            "e5",
            "e6",
            "e7",
            "e8",
            "e9",
            "e10",
            "e11",
            "e12",
            "e13",
            "e14",
            "e15");
  }

  @Test
  void coldChannelReadsAllFromHistoryAndServesTheNextFromItsRing() {
    resume(aliceSits, 2, 6);
    resume(bobSits, 3, 6);
    room.event(7);
    FakeHistory.Asked asked = history.only();
    assertThat(asked.range()).isEqualTo("2-6");
    asked.find();
    assertThat(alice.taken()).containsExactly("joined 6 true", "e3", "e4", "e5", "e6", "e7");
    assertThat(bob.taken()).containsExactly("joined 6 true", "e4", "e5", "e6", "e7");
    assertThat(history.taken()).isEmpty();
  }

  @Test
  void whoMissedMoreThanTheFirstReadBroughtReadsForHimself() {
    resume(aliceSits, 5, 8);
    resume(bobSits, 1, 8);
    history.only().find();
    assertThat(alice.taken()).containsExactly("joined 8 true", "e6", "e7", "e8");
    FakeHistory.Asked asked = history.only();
    assertThat(asked.range()).isEqualTo("1-5");
    asked.find();
    assertThat(bob.taken())
        .containsExactly("joined 8 true", "e2", "e3", "e4", "e5", "e6", "e7", "e8");
  }

  @Test
  void missingHistoryReplaysNothingAndGoesOnLive() {
    resume(aliceSits, 2, 6);
    events(7, 8);
    history.only().miss();
    room.event(9);
    assertThat(alice.taken()).containsExactly("joined 6 false", "e7", "e8", "e9");
  }

  @Test
  void foreignEpochAndAPositionAheadAskNobody() {
    bobHasSeen(1, 6);
    aliceSits.join("j", S, new Position("other", 3));
    log.decideLast(joined(6));
    assertThat(alice.taken()).containsExactly("joined 6 false");
    aliceSits.leave("l", S);
    resume(aliceSits, 7, 6);
    assertThat(alice.taken()).contains("joined 6 false");
    assertThat(history.taken()).isEmpty();
  }

  @Test
  void answerThatOvertakesItsEventsIsServedFromTheRingAll() {
    bobHasSeen(1, 4);
    resume(aliceSits, 2, 6);
    events(5, 7);
    assertThat(alice.taken()).containsExactly("joined 6 true", "e3", "e4", "e5", "e6", "e7");
    assertThat(history.taken()).isEmpty();
  }

  @Test
  void answerThatOvertakesItsEventsFillsUpFromHistoryOnce() {
    resume(aliceSits, 2, 6);
    events(5, 7);
    history.only().find();
    assertThat(alice.taken()).containsExactly("joined 6 true", "e3", "e4", "e5", "e6", "e7");
  }

  @Test
  void joinAgainWithAPositionReplaysFromThere() {
    bobHasSeen(1, 4);
    resume(aliceSits, 4, 4);
    events(5, 6);
    alice.taken();
    resume(aliceSits, 4, 6);
    room.event(7);
    assertThat(alice.taken()).containsExactly("joined 6 true", "e5", "e6", "e7");
  }

  @Test
  void removalDuringTheResumeEndsIt() {
    resume(bobSits, 2, 6);
    room.event(7, removal("bob", 7));
    room.event(8);
    history.only().find();
    assertThat(bob.taken()).containsExactly("joined 6 true", "e3", "e4", "e5", "e6", "e7");
    bobSits.typing("t", S, true, false);
    assertThat(bob.taken()).containsExactly("not_joined");
  }

  @Test
  void removalBeforeTheAnswerIsPartOfWhatWasMissed() {
    bobHasSeen(1, 4);
    resume(aliceSits, 3, 7);
    room.event(5, removal("alice", 5));
    events(6, 8);
    assertThat(alice.taken()).containsExactly("joined 7 true", "e4", "e5", "e6", "e7", "e8");
  }

  @Test
  void leavingEndsTheResume() {
    resume(aliceSits, 2, 6);
    aliceSits.leave("l", S);
    history.only().find();
    room.event(7);
    assertThat(alice.taken())
        .containsExactly("not_joined", "{\"type\":\"left\",\"id\":\"l\",\"sessionId\":\"s\"}");
  }

  @Test
  void slowClientGetsAllAtItsPace() {
    bobHasSeen(1, 4);
    alice.room(1);
    resume(aliceSits, 1, 4);
    events(5, 7);
    assertThat(alice.taken()).containsExactly("joined 4 true", "e2");
    alice.room(3);
    room.event(8);
    assertThat(alice.taken()).containsExactly("e3", "e4", "e5");
    alice.room(2);
    assertThat(alice.taken()).containsExactly("e6", "e7");
    alice.room(10);
    room.event(9);
    assertThat(alice.taken()).containsExactly("e8", "e9");
  }

  @Test
  void whoFallsTooFarBehindWhileResumingIsClosed() {
    resume(aliceSits, 2, 6);
    events(7, 60);
    assertThat(alice.closed).isEqualTo(CloseCode.TOO_SLOW);
    history.only().find();
    assertThat(alice.taken()).isEmpty();
    assertThat(room.channels().size()).isZero();
  }

  @Test
  void lostShardForgetsItsRings() {
    bobHasSeen(1, 4);
    room.channels().lost(0);
    assertThat(bob.closed).isEqualTo(CloseCode.RESTARTING);
    resume(aliceSits, 3, 6);
    assertThat(history.only().range()).isEqualTo("3-6");
  }

  @Test
  void whatHasNoRoomToBeReplayedIsNotRecovered() {
    Memory memory = Room.memory(1_000_000, 1_000_000, 6);
    Attendance sits = new Room(log, history, Room.RULES, memory).channels().attend(alice);
    resume(sits, 2, 6);
    history.only().find();
    assertThat(alice.taken()).containsExactly("joined 6 false");
    alice.room(0);
    resume(sits, 4, 6);
    assertThat(alice.taken()).containsExactly("joined 6 true");
    assertThat(memory.of(Memory.Kind.RESUMES).held()).isEqualTo(4);
    alice.room(1);
    assertThat(alice.taken()).containsExactly("e5");
    assertThat(memory.of(Memory.Kind.RESUMES).held()).isEqualTo(2);
    sits.close();
    assertThat(memory.of(Memory.Kind.RESUMES).held()).isZero();
  }

  @Test
  void whatIsKeptForAllHasATotalAndIsGivenBack() {
    Memory memory = Room.memory(1_000_000, 5, 1_000_000);
    Room small = new Room(log, history, Room.RULES, memory);
    Attendance sits = small.channels().attend(alice);
    resume(sits, 2, 6);
    small.event(7);
    small.event(8);
    assertThat(memory.of(Memory.Kind.QUEUES).held()).isEqualTo(4);
    assertThat(alice.closed).isNull();
    small.event(9);
    assertThat(alice.closed).isEqualTo(CloseCode.TOO_SLOW);
    assertThat(memory.of(Memory.Kind.QUEUES).held()).isZero();
  }
}
