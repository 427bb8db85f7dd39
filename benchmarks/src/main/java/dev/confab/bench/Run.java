package dev.confab.bench;

import dev.confab.bench.workload.Archive;
import dev.confab.bench.workload.Broadcast;
import dev.confab.bench.workload.Capacity;
import dev.confab.bench.workload.History;
import dev.confab.bench.workload.Idle;
import dev.confab.bench.workload.Mixed;
import dev.confab.bench.workload.Rooms;
import dev.confab.bench.workload.Sizes;
import dev.confab.bench.workload.Storm;
import dev.confab.bench.workload.Workload;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The workloads by their names on the command line, in the order of a whole run.
enum Run {
  /// It starts its servers itself.
  START(false, false, true),
  IDLE(true, false, true),
  ROOMS(true, true, true),
  BROADCAST(true, true, true),
  CAPACITY(true, true, true),
  ARCHIVE(false, true, true),
  MIXED(false, true, true),
  HISTORY(false, true, true),
  STORM(false, true, true),
  SIZES(false, true, false),
  /// It starts its servers itself.
  SCALE(false, false, false),
  /// It starts its servers itself.
  HOSTILE(false, false, false);

  private final boolean bare;
  private final boolean warm;
  private final boolean usual;

  Run(boolean bare, boolean warm, boolean usual) {
    this.bare = bare;
    this.warm = warm;
    this.usual = usual;
  }

  /// What is run if none is named.
  static List<Run> usual() {
    return Arrays.stream(values()).filter(run -> run.usual).toList();
  }

  boolean startsItsServers() {
    return this == START || this == SCALE || this == HOSTILE;
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
      case START, SCALE, HOSTILE -> null;
      case IDLE -> new Idle();
      case ROOMS -> new Rooms();
      case BROADCAST -> new Broadcast();
      case CAPACITY -> new Capacity();
      case ARCHIVE -> new Archive();
      case MIXED -> new Mixed();
      case HISTORY -> new History();
      case STORM -> new Storm();
      case SIZES -> new Sizes();
    };
  }
}
