package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.chaos.Chaos;
import dev.confab.system.client.Answer;
import dev.confab.system.client.Chat;
import dev.confab.system.client.ChatSocket;
import dev.confab.system.client.User;
import dev.confab.system.crash.AgentJar;
import dev.confab.system.running.RunningCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// A cluster of processes: what its commands do, then every promise under load while its parts are
/// killed and paused, then its end. The histories stay in `target/chaos`; `./confab chaos` runs
/// longer.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {
  /// Brokers and history are killed under load only, in longer runs for sure.
  private static final List<String> KILLED =
      List.of("gateway-1", "message-1", "postgres", "tokens");

  private static final Path CHAOS = Path.of("target", "chaos");

  private static @Nullable RunningCluster running;

  private static RunningCluster cluster() {
    return Objects.requireNonNull(running, "the cluster did not come up");
  }

  @BeforeAll
  static void up() throws IOException {
    Files.createDirectories(CHAOS);
    Path agent = AgentJar.write(CHAOS.resolve("crash-agent.jar").toAbsolutePath());
    running = RunningCluster.up(Path.of("target", "cluster"), AgentJar.option(agent));
  }

  @AfterAll
  static void close() {
    if (running != null) {
      running.close();
    }
  }

  @Test
  @Order(1)
  void carriesMessagesWhicheverProcessIsKilledAndStarted() {
    RunningCluster cluster = cluster();
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
  }

  @Test
  @Order(2)
  void everyPromiseIsKeptWhilePartsDie() throws Exception {
    List<String> said = new ArrayList<>();
    List<String> arguments =
        List.of(
            "--smoke",
            "--agents",
            "--seed",
            "7",
            "--cluster",
            cluster().folder().toString(),
            "--confab",
            "../confab",
            "--results",
            CHAOS.resolve("results").toString());
    boolean kept =
        Chaos.run(
            arguments.toArray(String[]::new),
            text -> {
              said.add(text);
              System.out.println(text);
            });
    assertThat(kept).as(String.join(System.lineSeparator(), said)).isTrue();
    try (Stream<Path> results = Files.list(CHAOS.resolve("results"))) {
      assertThat(results).anyMatch(file -> file.toString().endsWith(".txt"));
    }
  }

  @Test
  @Order(3)
  void leavesNothingBehind() {
    cluster().down();
    assertThat(cluster().alive()).isEmpty();
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
