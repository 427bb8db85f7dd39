package dev.confab.system;

import static dev.confab.system.running.Running.freePort;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.system.guide.Block;
import dev.confab.system.guide.Guide;
import dev.confab.system.guide.Terminals;
import dev.confab.system.running.Running;
import dev.confab.system.running.WebScript;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever follows `docs/use-it-in-your-app.md` sees another user's message in his app, and is
/// seen.
///
/// Every block is run as it stands, but for the line that says where things are: here they are at
/// free ports. `./confab up` starts what is built, with the settings that the page gives it. The
/// rest is what npm's registry has.
class UseItInYourAppTest {
  private static final Path PAGE = Path.of("..", "docs", "use-it-in-your-app.md");
  private static final String PLACES =
      "export CONFAB_URL=http://localhost:8080 APP_URL=http://localhost:5173"
          + " ISSUER_URL=http://localhost:8788";

  /// Stands in for the script of that name, and writes down what it was told.
  private static final String CONFAB =
      """
      #!/usr/bin/env bash
      [[ $* == up ]] || exit 1
      env | sed -n '/^CONFAB_WEB_/p' >"$(dirname "$0")/told"
      """;

  private final URI app = URI.create("http://localhost:" + freePort());
  private final List<String> followed = new ArrayList<>();

  @TempDir Path folder;
  private Path clone;
  private Guide guide;
  private Running confab;
  private Terminals terminals;

  @BeforeEach
  void prepare() throws IOException {
    WebScript.needsABrowser();
    clone = Files.createDirectories(folder.resolve("confab"));
    guide = new Guide(Files.readString(PAGE));
    confab = new Running(Files.createDirectories(folder.resolve("running")));
    terminals = new Terminals(folder.resolve("terminals"), clone);
  }

  @AfterEach
  void end() {
    terminals.close();
    confab.close();
  }

  @Test
  void everyStepOfThePageWorks() throws Exception {
    try {
      copyWhatTheClientIsMadeOf();
      follow("Confab runs");
      follow("An app with the client in it");
      follow("It reaches Confab");
      follow("A conversation on the screen");
      look("start", app, "/", "root");
      follow("Without React");
      look("plain", app, "/plain.html", "plain.ts");
      follow("From another origin");
      look("goOn", confab.uri(), "/src/chat.ts", confab.uri().toString());
      follow("Your own tokens");
      look("goOn", confab.uri(), "/src/token.ts", "chat-token");
    } catch (Throwable failure) {
      failure.addSuppressed(new AssertionError(terminals.said() + confab.said()));
      throw failure;
    }
    assertThat(followed).isEqualTo(guide.headings());
  }

  private void follow(String heading) throws Exception {
    followed.add(heading);
    for (Block block : guide.blocks(heading)) {
      if (block.text().contains("./confab up")) {
        startConfab(block.text());
      } else if (block.terminal()) {
        terminals.open(block.text());
      } else if (block.file().isPresent()) {
        Files.writeString(terminals.folder().resolve(block.file().get()), block.text());
      } else {
        assertThat(block.language()).as(block.text()).isEqualTo("sh");
        terminals.run(here(block.text()));
      }
    }
  }

  private String here(String commands) {
    return commands.replace(
        PLACES,
        "export CONFAB_URL=%s APP_URL=%s ISSUER_URL=http://localhost:%d"
            .formatted(confab.uri(), app, freePort()));
  }

  private void startConfab(String commands) throws IOException, InterruptedException {
    terminals.run("(cd '%s'\n%s)".formatted(clone, commands));
    for (String setting : Files.readAllLines(clone.resolve("told"))) {
      confab.with(setting.replaceFirst("=.*", ""), setting.replaceFirst("[^=]*=", ""));
    }
    if (confab.isAlive()) {
      confab.stop();
    }
    confab.launch();
  }

  /// @param origin where the app's sockets must go
  /// @param served a file of the app and what must be in it by now: the dev server sees by itself
  ///   that a file has changed, after a moment
  private void look(String step, URI origin, String... served) throws Exception {
    Awaitility.await("Confab").atMost(Duration.ofMinutes(2)).until(confab::isReady);
    List<String> arguments = new ArrayList<>(List.of(step, app.toString(), origin.toString()));
    arguments.addAll(List.of(served));
    WebScript.run("yourApp.js", arguments.toArray(String[]::new));
  }

  /// Of the clone only the client and what `npm ci` asks for; it is changed there.
  private void copyWhatTheClientIsMadeOf() throws Exception {
    Path web = WebScript.WEB.toRealPath();
    terminals.run(
        """
        (cd '%s'
        git ls-files -z --cached --others --exclude-standard -- sdk package.json package-lock.json '*/package.json' |
          xargs -0 cp --parents -t '%s')
        """
            .formatted(web, Files.createDirectories(clone.resolve("web"))));
    Path script = Files.writeString(clone.resolve("confab"), CONFAB);
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }
}
