package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.Frame;
import dev.confab.system.running.Running;
import dev.confab.system.traffic.Room;
import dev.confab.system.traffic.Traffic;
import dev.confab.system.view.Disagreements;
import dev.confab.system.view.Views;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  private static final int SESSIONS = 6;

  /// As `kill` is reported to a shell.
  private static final int ENDED_BY_SIGTERM = 143;

  @Test
  void ackedMessagesSurviveKillMinus9(@TempDir Path folder) throws InterruptedException {
    try (Running running = new Running(folder).start();
        Traffic traffic = new Traffic(running, SESSIONS).begin(100)) {
      Awaitility.await("half of the acks")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> traffic.acks().size() > SESSIONS * 250);
      running.kill();
      assertThat(traffic.acks().size()).as("killed in the middle").isLessThan(SESSIONS * 500);
      running.start();
      traffic.end();
      traffic.repeat();

      assertThat(traffic.acks().size()).isEqualTo(SESSIONS * 500);
      Disagreements found = new Disagreements();
      traffic.compare(found);
      compareWhatWasHeard(running, traffic, found);
      found.requireNone();
    }
  }

  @Test
  void dataSurvivesARestart(@TempDir Path folder) throws InterruptedException {
    try (Running running = new Running(folder).start();
        Traffic traffic = new Traffic(running, 3).begin(20)) {
      traffic.end();
      List<ProcessHandle> children = running.children();
      assertThat(children).as("PostgreSQL").isNotEmpty();

      assertThat(running.stop()).isEqualTo(ENDED_BY_SIGTERM);
      assertThat(children).noneMatch(ProcessHandle::isAlive);
      for (Room room : traffic.rooms()) {
        for (ChatSocket listener : room.listeners()) {
          assertThat(listener.closeCode()).as("restarting").isEqualTo(1012);
        }
      }
      running.start();
      traffic.repeat();
      Disagreements found = new Disagreements();
      traffic.compare(found);
      traffic.compareListeners(found);
      found.requireNone();
      assertGoesOn(traffic.rooms().getFirst());
    }
  }

  /// The seqs go on where they were, for a member who joins with his old token.
  private static void assertGoesOn(Room room) {
    try (ChatSocket socket = room.members().getFirst().socket()) {
      long seq = socket.join(room.session()).seq();
      assertThat(seq).isEqualTo(101);
      assertThat(socket.send(room.session(), "After the restart").seq()).isEqualTo(102);
    }
  }

  /// A broken socket heard what is in the log now, up to some place, without a hole.
  private static void compareWhatWasHeard(Running running, Traffic traffic, Disagreements found) {
    Views views = new Views(running);
    for (Room room : traffic.rooms()) {
      List<String> log = views.events(room.session());
      for (ChatSocket listener : room.listeners()) {
        List<String> heard = listener.events(room.session()).stream().map(Frame::text).toList();
        List<String> logged = log.subList(1, Math.min(log.size(), heard.size() + 1));
        found.compare("heard of " + room.session(), logged, heard);
      }
    }
  }
}
