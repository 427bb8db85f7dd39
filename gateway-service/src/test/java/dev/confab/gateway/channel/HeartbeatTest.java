package dev.confab.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.gateway.log.TestLog;
import dev.confab.schema.command.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private final TestLog log = new TestLog();
  private final Room room = new Room(log);
  private final AtomicLong nanos = new AtomicLong();
  private final Heartbeat heartbeat =
      new Heartbeat(room.channels(), log.commands(), Duration.ofSeconds(20), nanos::get);
  private final Attendance alice = room.channels().attend(new RecordingConnection("alice", "a1"));

  private void at(int second) {
    nanos.set(Duration.ofSeconds(second).toNanos());
    heartbeat.beat();
  }

  private void aliceJoins() {
    alice.join("j", Room.S, null);
    log.decideLast(Room.joined(4));
  }

  private List<Command.Join> announced() {
    return log.commandsSent().stream()
        .filter(Command.Join.class::isInstance)
        .map(Command.Join.class::cast)
        .filter(Command.Join::announce)
        .toList();
  }

  @Test
  void shardWithSomeoneJoinedHearsThatTheGatewayLives() {
    at(10);
    alice.join("j", Room.S, null);
    at(20);
    assertThat(log.heartbeats()).isEmpty();
    log.decideLast(Room.joined(4));
    at(30);
    at(40);
    assertThat(log.heartbeats()).containsExactly("0 here {}", "0 here {}");
    assertThat(announced()).isEmpty();
    alice.leave("l", Room.S);
    at(50);
    assertThat(log.heartbeats()).hasSize(2);
  }

  @Test
  void pauseIsFollowedByAnAnnouncement() {
    aliceJoins();
    at(10);
    at(41);
    assertThat(announced()).hasSize(1);
    at(51);
    assertThat(announced()).hasSize(1);
  }

  @Test
  void pauseRightAfterTheFirstJoinIsFollowedByAnAnnouncement() {
    at(10);
    aliceJoins();
    at(41);
    assertThat(announced()).hasSize(1);
  }

  @Test
  void whoWasCutOffAnnouncesUntilTheLogTakesIt() {
    aliceJoins();
    at(10);
    log.cutOff(true);
    at(20);
    at(30);
    at(40);
    log.cutOff(false);
    at(50);
    at(60);
    assertThat(announced()).hasSize(1);
  }
}
