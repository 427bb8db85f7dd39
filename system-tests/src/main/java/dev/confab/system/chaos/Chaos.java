package dev.confab.system.chaos;

import dev.confab.system.crash.AgentJar;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Breaks a cluster under load and says whether it kept its promises.
public final class Chaos {
  private Chaos() {}

  /// The exit code is 0 if it kept them, 1 if not, 2 if it could not be found out.
  public static void main(String[] arguments) throws Exception {
    PrintStream console = System.out;
    if (List.of(arguments).contains("--help") || List.of(arguments).contains("-h")) {
      console.print(Options.USAGE);
      return;
    }
    try {
      System.exit(run(arguments, text -> console.printf("%s %s%n", now(), text)) ? 0 : 1);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  /// True if every promise was kept. Throws `IllegalArgumentException` with a sentence if the
  /// arguments make no sense, and `IOException` if the cluster does not start.
  public static boolean run(String[] arguments, Consumer<String> says) throws Exception {
    Options options = Options.parse(arguments);
    Files.createDirectories(options.results());
    Path log = options.results().resolve("commands.log");
    var command = new ClusterCommand(options.confab(), options.folder(), environment(options), log);
    if (!options.own()) {
      return new Run(options, Cluster.in(options.folder()), command, says).go();
    }
    says.accept("starting a cluster in " + options.folder());
    command.run(List.of("up", "--reset", "--port-base", Integer.toString(options.portBase())));
    try {
      return new Run(options, Cluster.in(options.folder()), command, says).go();
    } finally {
      command.run(List.of("down"));
    }
  }

  private static Map<String, String> environment(Options options) throws IOException {
    if (!options.agents()) {
      return Map.of();
    }
    Path agent = AgentJar.write(options.results().resolve("crash-agent.jar"));
    // Whoever runs this has built it.
    return Map.of(ClusterCommand.OPTIONS, AgentJar.option(agent), "CONFAB_BUILD", "no");
  }

  private static LocalTime now() {
    return LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
  }
}
