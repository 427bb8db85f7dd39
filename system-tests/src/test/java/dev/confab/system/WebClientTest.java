package dev.confab.system;

import static dev.confab.system.running.Running.freePort;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.client.ChatSession;
import dev.confab.client.Confab;
import dev.confab.client.Sent;
import dev.confab.schema.chat.Message;
import dev.confab.system.client.Chat;
import dev.confab.system.running.Running;
import dev.confab.system.running.SharedRun;
import dev.confab.system.running.WebScript;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// People chat with the web client in a real Chromium, driven by Playwright, which `npm ci` brings.
/// Without either there is nothing to try with.
@ExtendWith(SharedRun.class)
class WebClientTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MANY = 200;

  @BeforeEach
  void needsABrowser() {
    WebScript.needsABrowser();
  }

  @Test
  void twoPeopleChat(Running running) throws Exception {
    String said = WebScript.run("run.js", running.uri().toString());
    assertThat(said).contains("ok    two newcomers are chatting").doesNotContain("FAIL");
  }

  @Test
  void everyClientEndsWithTheSameListThoughTheServerIsKilled(@TempDir Path folder)
      throws Exception {
    try (Running running = new Running(folder).start();
        Confab backEnd = Confab.connect(running.uri(), new Chat(running).user("robot")::token)) {
      ChatSession session =
          backEnd.session(backEnd.createSession(null, List.of()).get(1, TimeUnit.MINUTES).id());
      session.join().get(1, TimeUnit.MINUTES);
      List<CompletableFuture<Sent>> sent = new ArrayList<>();
      Process script = WebScript.start("killed.js", running.uri().toString());
      List<String> said = new ArrayList<>();
      int exit;
      try (BufferedReader lines = script.inputReader(UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          said.add(line);
          if (line.equals("KILL")) {
            IntStream.range(0, MANY).forEach(i -> sent.add(session.send("Message " + i)));
            sent.getFirst().get(1, TimeUnit.MINUTES);
            running.kill();
            running.start();
          }
        }
        exit = script.waitFor();
      } finally {
        script.destroy();
      }
      assertThat(exit).as(String.join("\n", said)).isZero();
      assertThat(said).contains("KILL").anyMatch(line -> line.contains("the same 80 messages"));

      long last = sent.getLast().get(1, TimeUnit.MINUTES).seq();
      Awaitility.await().atMost(PATIENCE).until(() -> session.state().seq() >= last);
      assertThat(session.messages())
          .extracting(Message::content)
          .containsExactlyElementsOf(
              IntStream.range(0, MANY).mapToObj(i -> "Message " + i).toList());
      assertThat(last).isEqualTo(1 + MANY);
    }
  }

  @Test
  void peopleSignInAtAProvider(@TempDir Path folder) throws Exception {
    Running running = new Running(folder);
    int port = freePort();
    Process provider =
        WebScript.start("provider.js", Integer.toString(port), running.uri().toString());
    String issuer = "http://localhost:" + port;
    running.with("CONFAB_WEB_ISSUER", issuer).with("CONFAB_WEB_JWKSETURI", issuer + "/jwks");
    try (running) {
      running.start();
      assertThat(WebScript.run("signIn.js", running.uri().toString()))
          .contains("ok    the token was renewed");
    } finally {
      provider.destroy();
    }
  }
}
