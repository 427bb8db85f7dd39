package dev.confab.system.chaos;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Breaks a running cluster under load and says whether it kept its promises. The exit code is 0 if
/// it did, 1 if not, 2 if it could not be found out.
public final class Chaos {
  private Chaos() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream console = System.out;
    if (List.of(arguments).contains("--help") || List.of(arguments).contains("-h")) {
      console.print(Options.USAGE);
      return;
    }
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Cluster cluster = Cluster.read(options.cluster());
    Run run =
        new Run(
            options,
            cluster,
            text ->
                console.printf(
                    "%s %s%n",
                    LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS), text));
    System.exit(run.go() ? 0 : 1);
  }
}
