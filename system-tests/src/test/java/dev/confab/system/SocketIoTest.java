package dev.confab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Socket.IO's own client, which `npm ci` brings, passes its suite. Without it there is nothing to
/// try with.
@ExtendWith(SharedRun.class)
class SocketIoTest {
  private static final Path WEB = Path.of("..", "web");

  @Test
  void socketIosOwnClientChats(Running running) throws Exception {
    assumeThat(WEB.resolve("node_modules/socket.io-client")).exists();
    ProcessBuilder suite = new ProcessBuilder("npm", "run", "socketio");
    suite.directory(WEB.toFile()).redirectErrorStream(true);
    suite.environment().put("CONFAB_URL", running.uri().toString());
    Process process = suite.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).containsPattern("pass [1-9]").containsPattern("fail 0");
  }
}
