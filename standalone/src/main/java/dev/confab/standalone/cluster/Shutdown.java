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

  private final Layout layout;
  private final Members members;
  private final Stages stages;

  Shutdown(Layout layout, ClusterFolder folder, Stages stages) {
    this.layout = layout;
    this.members = new Members(folder);
    this.stages = stages;
  }

  void run() throws IOException, InterruptedException {
    end("Services", part -> part.role().isService() || part.role() == Role.TOKENS);
    end("Brokers", part -> part.role() == Role.BROKER);
    end("PostgreSQL", part -> part.role() == Role.POSTGRES);
  }

  /// Asks all of them first, then waits, and kills what is still there.
  private void end(String stage, Predicate<Part> which) throws IOException, InterruptedException {
    List<Part> parts = layout.parts().stream().filter(which).toList();
    for (Part part : parts) {
      members.process(part.name()).end(part.role() == Role.POSTGRES);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int killed = 0;
    for (Part part : parts) {
      OsProcess process = members.process(part.name());
      if (!process.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        process.kill();
        process.awaitEnd(PATIENCE);
        killed++;
      }
    }
    stages.done(stage, killed == 0 ? "stopped" : "stopped, " + killed + " of them killed");
  }
}
