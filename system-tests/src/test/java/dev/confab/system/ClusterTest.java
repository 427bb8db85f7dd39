package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.User;
import dev.confab.system.running.RunningCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class ClusterTest {
  /// One of each kind but those that {@link ChaosTest} kills under load.
  private static final List<String> KILLED = List.of("gateway-1", "postgres", "tokens");

  @Test
  void carriesMessagesWhicheverProcessIsKilledAndStarted() {
    try (RunningCluster cluster = RunningCluster.up(Path.of("target", "cluster"))) {
      Room room = new Room(cluster);
      room.roundTrip("Before");
      for (String name : KILLED) {
        ProcessHandle before = cluster.process(name);
        cluster.kill(name);
        Room.await("the end of " + name).until(() -> !before.isAlive());
        cluster.start(name);
        assertThat(cluster.process(name)).as(name).isNotEqualTo(before);
        room.roundTrip("After the death of " + name);
      }
      cluster.down();
      assertThat(cluster.alive()).isEmpty();
    }
  }

  /// A session of alice, who writes at one gateway, and bob, who listens at the other.
  private static final class Room {
    private final RunningCluster cluster;
    private final User alice;
    private final User bob;
    private final String session;

    private Room(RunningCluster cluster) {
      this.cluster = cluster;
      Chat tokens = new Chat(cluster.tokens());
      alice = tokens.user("alice");
      bob = tokens.user("bob");
      session = new Chat(cluster.gateway(1)).with(alice.name(), alice.token()).createSession(bob);
    }

    private void roundTrip(String content) {
      User writer = new Chat(cluster.gateway(1)).with(alice.name(), alice.token());
      User listener = new Chat(cluster.gateway(2)).with(bob.name(), bob.token());
      User reader = new Chat(cluster.history(2)).with(bob.name(), bob.token());
      try (ChatSocket socket = join(listener)) {
        Answer sent = answered(() -> write(writer, content), 201);
        long seq = sent.number("seq");
        assertThat(socket.awaitEvents(session, seq).getLast().json().path("message"))
            .isEqualTo(sent.body());
        Answer read = answered(() -> reader.get(path() + "/recent?minSeq=" + seq), 200);
        assertThat(read.items().values()).last().isEqualTo(sent.body());
        cluster.database().awaitEvent(session, seq);
      }
    }

    private ChatSocket join(User listener) {
      return await("a join")
          .until(
              () -> {
                ChatSocket socket = listener.socket();
                boolean joined =
                    socket
                        .ask("join_session", Map.of("sessionId", session))
                        .type()
                        .equals("joined");
                if (!joined) {
                  socket.close();
                }
                return joined ? socket : null;
              },
              socket -> socket != null);
    }

    /// Under a key, so that it is written once, however often it has to be asked.
    private Answer write(User writer, String content) {
      return writer.post(path(), Map.of("content", content), content.replace(' ', '-'));
    }

    private static Answer answered(Callable<Answer> question, int status) {
      return await("an answer with " + status).until(question, answer -> answer.status() == status);
    }

    private String path() {
      return "/chat/sessions/" + session + "/messages";
    }

    private static ConditionFactory await(String what) {
      return Awaitility.await(what).atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }
  }
}
