package dev.confab.standalone.cluster;

import dev.confab.standalone.launch.Claim;
import dev.confab.standalone.launch.Stages;
import dev.confab.standalone.launch.StartRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// The program behind `confab cluster`. The system property `confab.root` names the folder of the
/// modules.
///
/// Exit codes: 0 if it is done, 2 for what is refused, 1 for what fails.
public final class ClusterApplication {
  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  private final Stages stages = new Stages(System.out, sinceProcessStart());
  private final Installation installation = Installation.of(System.getProperty("confab.root", "."));

  private ClusterApplication() {}

  public static void main(String[] arguments) {
    // Kafka's client would tell of each attempt to reach a broker that is about to start.
    System.setProperty("logback.configurationFile", "logback-process.xml");
    System.setProperty("confab.log.level", "OFF");
    try {
      new ClusterApplication().run(ClusterLine.parse(arguments));
      System.exit(0);
    } catch (StartRefusedException e) {
      end(REFUSED, e.sentence());
    } catch (IOException e) {
      end(FAILED, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      end(FAILED, "Interrupted.");
    }
  }

  private void run(Command command)
      throws IOException, InterruptedException, StartRefusedException {
    ClusterFolder folder = new ClusterFolder(command.folder());
    switch (command) {
      case Command.Up up -> up(folder, up);
      case Command.Down down -> down(folder, down.reset());
      case Command.Status status ->
          stages.say(StatusTable.text(folder.requireLayout(), folder).stripTrailing());
      case Command.Act act ->
          stages.say(new Members(folder).act(act.verb(), act.name(), installation));
    }
  }

  private void up(ClusterFolder folder, Command.Up up)
      throws IOException, InterruptedException, StartRefusedException {
    try (Claim _ = folder.claim()) {
      if (folder.wasStarted()) {
        new Members(folder).requireNoneRuns();
      }
      if (up.reset()) {
        folder.reset();
      }
      Layout layout = up.wishes().over(folder.layout());
      Ports.requireFree(layout);
      folder.begin(layout);
      Launcher launcher = new Launcher(layout, folder, installation);
      Thread abort =
          new Thread(() -> abort(launcher, new Shutdown(layout, folder, stages)), "abort");
      Runtime.getRuntime().addShutdownHook(abort);
      new Startup(layout, launcher, stages).run();
      Runtime.getRuntime().removeShutdownHook(abort);
      stages.say(ClusterWelcome.text(folder, layout));
    }
  }

  /// A start that fails, or is given up by Ctrl-C, leaves nothing running.
  private void abort(Launcher launcher, Shutdown shutdown) {
    launcher.close();
    try {
      shutdown.run();
    } catch (IOException e) {
      stages.say("The processes could not be ended: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void down(ClusterFolder folder, boolean reset)
      throws IOException, InterruptedException, StartRefusedException {
    Layout layout = folder.requireLayout();
    try (Claim _ = folder.claim()) {
      new Shutdown(layout, folder, stages).run();
      if (reset) {
        folder.reset();
      }
    }
  }

  private static Duration sinceProcessStart() {
    Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    return Duration.between(start, Instant.now());
  }

  private static void end(int code, String sentence) {
    System.err.println(sentence);
    System.exit(code);
  }
}
