package dev.confab.bench;

import dev.confab.bench.workload.Archive;
import dev.confab.bench.workload.Broadcast;
import dev.confab.bench.workload.Capacity;
import dev.confab.bench.workload.History;
import dev.confab.bench.workload.Idle;
import dev.confab.bench.workload.Mixed;
import dev.confab.bench.workload.Rooms;
import dev.confab.bench.workload.Storm;
import dev.confab.bench.workload.Workload;
import org.jspecify.annotations.Nullable;

/// The workloads by their names on the command line, in the order of a whole run.
enum Run {
  /// It starts its servers itself.
  START(false, false),
  IDLE(true, false),
  ROOMS(true, true),
  BROADCAST(true, true),
  CAPACITY(true, true),
  ARCHIVE(false, true),
  MIXED(false, true),
  HISTORY(false, true),
  STORM(false, true);

  private final boolean bare;
  private final boolean warm;

  Run(boolean bare, boolean warm) {
    this.bare = bare;
    this.warm = warm;
  }

  /// Whether a server without storage and REST can be asked the same.
  boolean isBare() {
    return bare;
  }

  /// Whether it measures a server that has run for a while.
  boolean needsWarmth() {
    return warm;
  }

  /// `null` if it needs no server of somebody else's.
  @Nullable Workload workload() {
    return switch (this) {
      case START -> null;
      case IDLE -> new Idle();
      case ROOMS -> new Rooms();
      case BROADCAST -> new Broadcast();
      case CAPACITY -> new Capacity();
      case ARCHIVE -> new Archive();
      case MIXED -> new Mixed();
      case HISTORY -> new History();
      case STORM -> new Storm();
    };
  }
}
