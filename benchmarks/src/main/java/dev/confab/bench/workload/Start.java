package dev.confab.bench.workload;

import dev.confab.bench.machine.AllInOne;
import dev.confab.bench.machine.Heap;
import dev.confab.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// How long the all-in-one takes from the command to a message's round trip, first on an empty
/// folder, then, three times, on the same one; and what it holds when nobody uses it.
public final class Start {
  private static final int WARM = 3;
  private static final long REST_MILLIS = 5_000;

  private Start() {}

  public static void run(Path root, Path data, Report report) throws IOException {
    try (AllInOne first = AllInOne.start(root, data, true)) {
      report.add("start", "on an empty folder", "s", "confab", first.startSeconds());
    }
    double[] seconds = new double[WARM];
    for (int i = 0; i < WARM; i++) {
      try (AllInOne again = AllInOne.start(root, data, false)) {
        seconds[i] = again.startSeconds();
        if (i == WARM - 1) {
          rest();
          memory(again, report);
        }
      }
    }
    Arrays.sort(seconds);
    report.add("start", "warm, median of 3", "s", "confab", seconds[WARM / 2]);
    report.say("confab start, warm: " + Arrays.toString(seconds));
  }

  private static void memory(AllInOne server, Report report) throws IOException {
    double jvm = server.processes().ownResidentKib() / 1024.0;
    double all = server.processes().residentKib() / 1024.0;
    report.add("start", "resident when idle, the JVM", "MiB", "confab", jvm);
    report.add("start", "resident when idle, with PostgreSQL", "MiB", "confab", all);
    double live = Heap.liveBytes(server.processes().pid()) / 1024.0 / 1024;
    report.add("start", "live heap when idle", "MiB", "confab", live);
  }

  private static void rest() {
    try {
      Thread.sleep(REST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
