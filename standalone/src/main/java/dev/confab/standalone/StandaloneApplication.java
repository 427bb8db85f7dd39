package dev.confab.standalone;

import dev.confab.standalone.launch.CommandLine;
import dev.confab.standalone.launch.DataFolder;
import dev.confab.standalone.launch.Options;
import dev.confab.standalone.launch.Stages;
import dev.confab.standalone.launch.StartRefusedException;
import dev.confab.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/// The program behind `confab up`.
///
/// Exit codes: 0 for help, 2 for a start that is refused, 1 for one that fails or a part that dies,
/// 130 and 143 after Ctrl-C and `kill`.
public final class StandaloneApplication {
  private static final int FAILED = 1;
  private static final int REFUSED = 2;
  private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

  private StandaloneApplication() {}

  public static void main(String[] arguments) {
    try {
      if (CommandLine.asksForHelp(arguments)) {
        System.out.print(CommandLine.usage());
        return;
      }
      run(CommandLine.parse(arguments, System.getenv()));
    } catch (StartRefusedException e) {
      end(REFUSED, e.sentence());
    } catch (IOException e) {
      end(FAILED, "Confab could not start: " + e.getMessage());
    } catch (InterruptedException e) {
      end(FAILED, "Confab was interrupted.");
    }
  }

  private static void run(Options options)
      throws StartRefusedException, IOException, InterruptedException {
    DataFolder folder = DataFolder.take(options.data());
    prepare(options, folder);
    Logging.to(folder.log());
    var stages = new Stages(System.out, sinceProcessStart());
    var standalone = new Standalone(options, folder, stages);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(standalone), "stop"));
    standalone.start();
    stages.say(Welcome.text(options, standalone.foreignIssuer(), standalone.served()));
  }

  /// What a killed process left behind goes first: it holds a port.
  private static void prepare(Options options, DataFolder folder)
      throws StartRefusedException, IOException, InterruptedException {
    EmbeddedPostgres.stopLeftover(
        folder.postgresBinaries(), folder.postgres(), folder.postgresLog());
    options.checkPorts();
    if (options.reset()) {
      folder.reset();
    }
  }

  /// A part that hangs must not keep the process from ending.
  private static void stop(Standalone standalone) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          LockSupport.parkNanos(STOP_WITHIN.toNanos());
          System.err.println("Confab did not stop within 30 s and was ended.");
          Runtime.getRuntime().halt(FAILED);
        });
    standalone.close();
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
