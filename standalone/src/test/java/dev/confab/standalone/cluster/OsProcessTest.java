package dev.confab.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.confab.standalone.cluster.OsProcess.State;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OsProcessTest {
  private static final String MARK = "confab-os-process-test";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Process shell;
  private OsProcess process;

  /// A shell with a child.
  @BeforeEach
  void start() throws IOException {
    shell = new ProcessBuilder("/bin/sh", "-c", "sleep 1000 & wait", MARK).start();
    process = new OsProcess(shell.pid(), MARK);
    await().atMost(PATIENCE).until(() -> shell.children().count() == 1);
  }

  @AfterEach
  void end() {
    shell.descendants().forEach(ProcessHandle::destroyForcibly);
    shell.destroyForcibly();
  }

  @Test
  void killsWithItWhatItStarted() throws Exception {
    ProcessHandle child = shell.children().findFirst().orElseThrow();
    process.kill();
    assertThat(process.awaitEnd(PATIENCE)).isTrue();
    assertThat(process.state()).isEqualTo(State.GONE);
    await().atMost(PATIENCE).until(() -> !child.isAlive());
  }

  @Test
  void pausesItAndLetsItGoOn() throws Exception {
    assertThat(process.state()).isEqualTo(State.RUNNING);
    process.stop();
    await().atMost(PATIENCE).until(() -> process.state() == State.STOPPED);
    process.resume();
    await().atMost(PATIENCE).until(() -> process.state() == State.RUNNING);
  }

  @Test
  void endsOneThatIsPaused() throws Exception {
    process.stop();
    process.end(false);
    assertThat(process.awaitEnd(PATIENCE)).isTrue();
  }

  @Test
  void leavesAnotherThatHasTheIdByNowAlone() {
    OsProcess other = new OsProcess(shell.pid(), "confab-something-else");
    assertThat(other.state()).isEqualTo(State.GONE);
    other.kill();
    assertThat(shell.isAlive()).isTrue();
  }
}
