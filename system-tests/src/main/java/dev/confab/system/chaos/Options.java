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
/// @param cluster the file `cluster.json`
/// @param faults empty for all that the cluster allows
/// @param confab the script that starts and ends processes
/// @param results the folder for histories and verdicts
record Options(
    Path cluster,
    Duration time,
    Set<Fault> faults,
    boolean smoke,
    Path confab,
    Path results,
    Settings settings) {

  static final String USAGE =
      """
      chaos --cluster DIR/cluster.json [--minutes N] [--seed S] [--faults a,b,...] [--smoke]
            [--sessions N] [--users N] [--rate WRITES/S] [--confab SCRIPT] [--results DIR]

      Puts load on a running cluster, breaks its parts one after the other, and checks what every
      client, topic, page and table showed. The exit code is 0 if every promise was kept.
      `--smoke` is 3 minutes with the faults that matter most; `--faults none` breaks nothing.
      Faults: %s
      """
          .formatted(String.join(", ", Fault.names()));

  private static final Set<String> FLAGS =
      Set.of(
          "--cluster",
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
    double minutes = Double.parseDouble(values.getOrDefault("--minutes", smoke ? "3" : "10"));
    Path cluster = Path.of(values.getOrDefault("--cluster", "cluster.json")).toAbsolutePath();
    if (Files.isDirectory(cluster)) {
      cluster = cluster.resolve("cluster.json");
    }
    if (!Files.isReadable(cluster)) {
      throw new IllegalArgumentException("There is no " + cluster + "; see --help.");
    }
    long seed = Long.parseLong(values.getOrDefault("--seed", "" + System.currentTimeMillis()));
    Path folder = cluster.resolveSibling("chaos-results");
    return new Options(
        cluster,
        Duration.ofMillis((long) (minutes * 60_000)),
        faults(values.getOrDefault("--faults", "")),
        smoke,
        Path.of(values.getOrDefault("--confab", findConfab().toString())),
        Path.of(values.getOrDefault("--results", folder.toString())),
        new Settings(
            seed,
            Integer.parseInt(values.getOrDefault("--sessions", "24")),
            Integer.parseInt(values.getOrDefault("--users", "40")),
            Double.parseDouble(values.getOrDefault("--rate", "40"))));
  }

  private static Map<String, String> values(String[] arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String flag = arguments[i];
      if (!FLAGS.contains(flag)) {
        throw new IllegalArgumentException("There is no flag " + flag + "; see --help.");
      }
      if (flag.equals("--smoke")) {
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
        .filter(fault -> faults.contains(fault) && fault.isPossible(of))
        .filter(fault -> !smoke || fault.isInSmoke())
        .toList();
  }
}
