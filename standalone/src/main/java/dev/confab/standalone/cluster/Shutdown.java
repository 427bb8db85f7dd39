package dev.confab.standalone.cluster;

import dev.confab.standalone.launch.Stages;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// Takes a cluster down, whatever state its processes are in: services while they still have a log,
/// brokers, the database. What does not end in time is killed.
final class Shutdown {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ClusterFile file;
  private final Members members;
  private final Stages stages;

  Shutdown(ClusterFolder folder, ClusterFile file, Stages stages) {
    this.file = file;
    this.members = new Members(folder, file);
    this.stages = stages;
  }

  void run() throws IOException, InterruptedException {
    end("Services", entry -> isService(entry) || isRole(entry, Role.TOKENS));
    end("Brokers", entry -> isRole(entry, Role.BROKER));
    end("PostgreSQL", entry -> isRole(entry, Role.POSTGRES));
  }

  /// Asks all of them first, then waits, and kills what is still there.
  private void end(String stage, Predicate<ClusterFile.Entry> which)
      throws IOException, InterruptedException {
    List<ClusterFile.Entry> entries = file.processes().stream().filter(which).toList();
    for (ClusterFile.Entry entry : entries) {
      members.process(entry).end(isRole(entry, Role.POSTGRES));
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int killed = 0;
    for (ClusterFile.Entry entry : entries) {
      OsProcess process = members.process(entry);
      if (!process.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        process.kill();
        process.awaitEnd(PATIENCE);
        killed++;
      }
    }
    stages.done(stage, killed == 0 ? "stopped" : "stopped, " + killed + " of them killed");
  }

  private static boolean isRole(ClusterFile.Entry entry, Role role) {
    return entry.role().equals(role.text());
  }

  private static boolean isService(ClusterFile.Entry entry) {
    return isRole(entry, Role.GATEWAY) || isRole(entry, Role.MESSAGE) || isRole(entry, Role.HISTORY);
  }
}
