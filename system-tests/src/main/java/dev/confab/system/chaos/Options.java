package dev.confab.system.chaos;

import dev.confab.system.load.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What the command line asks for.
///
/// @param folder of the cluster
/// @param own whether the cluster is started for this run, and ended with it
/// @param agents whether its processes run with the crash agent
/// @param portBase the first port of the own cluster
/// @param faults empty for all that the cluster allows
/// @param confab the script that starts and ends processes
/// @param results the folder for histories and verdicts
record Options(
    Path folder,
    boolean own,
    boolean agents,
    int portBase,
    Duration time,
    Set<Fault> faults,
    boolean smoke,
    Path confab,
    Path results,
    Settings settings) {

  static final String USAGE =
      """
      ./confab chaos [--minutes N] [--seed S] [--faults a,b,...] [--smoke]
            [--sessions N] [--users N] [--rate WRITES/S] [--dir DIR]
            [--port-base N] [--cluster DIR [--agents]]

      Starts a new cluster in DIR (three brokers, two of each service), puts load on it, breaks its
      parts one after the other, and checks what every client, topic, page and table showed. It ends
      with a table of recovery times and a verdict; the exit code is 0 if every promise was kept.
      The histories are in DIR/results.
      --cluster takes one that runs already; --agents: with the crash agent in its JVMs, as the own
      one has. --smoke is 2 minutes with the faults that matter most;
      --faults none breaks nothing. The same seed makes the same faults in the same order.
      Faults: %s
      """
          .formatted(String.join(", ", Fault.names()));

  private static final Set<String> SWITCHES = Set.of("--smoke", "--agents");

  private static final Set<String> FLAGS =
      Set.of(
          "--cluster",
          "--agents",
          "--dir",
          "--port-base",
          "--minutes",
          "--seed",
          "--faults",
          "--smoke",
          "--sessions",
          "--users",
          "--rate",
          "--confab",
          "--results");

  /// Throws `IllegalArgumentException` with a sentence for the user.
  static Options parse(String[] arguments) {
    Map<String, String> values = values(arguments);
    boolean smoke = values.containsKey("--smoke");
    double minutes = Double.parseDouble(values.getOrDefault("--minutes", smoke ? "2" : "10"));
    boolean own = !values.containsKey("--cluster");
    Path base = Path.of(values.getOrDefault("--dir", "chaos-data")).toAbsolutePath();
    Path folder = own ? base.resolve("cluster") : Path.of(values.get("--cluster")).toAbsolutePath();
    if (!own && !Files.isReadable(folder.resolve("cluster.json"))) {
      throw new IllegalArgumentException("There is no cluster in %s.".formatted(folder));
    }
    long seed = Long.parseLong(values.getOrDefault("--seed", "" + System.currentTimeMillis()));
    return new Options(
        folder,
        own,
        own || values.containsKey("--agents"),
        Integer.parseInt(values.getOrDefault("--port-base", "25000")),
        Duration.ofMillis((long) (minutes * 60_000)),
        faults(values.getOrDefault("--faults", "")),
        smoke,
        Path.of(values.getOrDefault("--confab", findConfab().toString())),
        Path.of(values.getOrDefault("--results", base.resolve("results").toString())),
        new Settings(
            seed,
            Integer.parseInt(values.getOrDefault("--sessions", "24")),
            Integer.parseInt(values.getOrDefault("--users", "40")),
            Double.parseDouble(values.getOrDefault("--rate", "20"))));
  }

  private static Map<String, String> values(String[] arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String flag = arguments[i];
      if (!FLAGS.contains(flag)) {
        throw new IllegalArgumentException("There is no flag " + flag + "; see --help.");
      }
      if (SWITCHES.contains(flag)) {
        values.put(flag, "");
      } else if (i + 1 < arguments.length) {
        i++;
        values.put(flag, arguments[i]);
      } else {
        throw new IllegalArgumentException(flag + " needs a value; see --help.");
      }
    }
    return values;
  }

  private static Set<Fault> faults(String names) {
    if (names.isEmpty()) {
      return Set.of(Fault.values());
    }
    if (names.equals("none")) {
      return Set.of();
    }
    return Set.copyOf(Stream.of(names.split(",", -1)).map(Fault::of).toList());
  }

  /// The script is in the folder that this runs in, or above it.
  private static Path findConfab() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve("confab"))) {
        return folder.resolve("confab");
      }
    }
    return Path.of("confab");
  }

  List<Fault> faults(Cluster of) {
    return Stream.of(Fault.values())
        .filter(fault -> faults.contains(fault) && fault.isPossible(of, agents))
        .filter(fault -> !smoke || fault.isInSmoke())
        .toList();
  }
}
