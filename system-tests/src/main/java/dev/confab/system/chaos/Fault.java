package dev.confab.system.chaos;

import dev.confab.system.crash.CrashPoint;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can be done to a cluster.
enum Fault {
  KILL_GATEWAY(Act.KILL, Cluster.GATEWAY, true),
  KILL_MESSAGE(Act.KILL, Cluster.MESSAGE, true),
  CRASH_BEFORE_APPEND(CrashPoint.BEFORE_APPEND, false),
  CRASH_AFTER_APPEND(CrashPoint.AFTER_APPEND, true),
  CRASH_BEFORE_SNAPSHOT(CrashPoint.BEFORE_SNAPSHOT, false),
  KILL_HISTORY(Act.KILL, Cluster.HISTORY, false),
  KILL_BROKER(Act.KILL, Cluster.BROKER, true),
  /// Each broker in turn, all within a minute or two.
  KILL_BROKERS(Act.KILL_EACH, Cluster.BROKER, false),
  /// All but one at the same time: nothing can be acknowledged until they are back.
  LOSE_QUORUM(Act.KILL_MOST, Cluster.BROKER, false),
  KILL_POSTGRES(Act.KILL, Cluster.POSTGRES, true),
  /// For longer than anybody waits for it.
  MISS_POSTGRES(Act.MISS, Cluster.POSTGRES, false),
  KILL_STANDALONE(Act.KILL, Cluster.STANDALONE, true),
  /// Longer than its session with the broker lasts: it comes back as a zombie.
  PAUSE_MESSAGE(Act.PAUSE, Cluster.MESSAGE, true),
  PAUSE_GATEWAY(Act.PAUSE, Cluster.GATEWAY, false),
  /// The one that leads most partitions of the events.
  PAUSE_BROKER(Act.PAUSE_LEADER, Cluster.BROKER, false),
  /// Instances come and go faster than they settle.
  CHURN_MESSAGE(Act.CHURN, Cluster.MESSAGE, false),
  CHURN_GATEWAY(Act.CHURN, Cluster.GATEWAY, false),
  /// An hour off, ahead or behind.
  SKEW_MESSAGE(Act.SKEW, Cluster.MESSAGE, false),
  SKEW_GATEWAY(Act.SKEW, Cluster.GATEWAY, false),
  /// `chat.events` is deleted, and the services start again with an empty one.
  LOSE_LOG(Act.LOSE_LOG, Cluster.BROKER, false),
  /// Asked to end, as for an update, while it owns shards.
  STOP_MESSAGE(Act.RESTART, Cluster.MESSAGE, false),
  /// Records on `chat.commands` that are no commands.
  POISON(Act.POISON, "", true),
  RESET_SOCKETS(Act.RESET, "", true);

  /// The way in which it is done.
  enum Act {
    KILL,
    KILL_EACH,
    KILL_MOST,
    CRASH,
    MISS,
    PAUSE,
    PAUSE_LEADER,
    CHURN,
    SKEW,
    LOSE_LOG,
    RESTART,
    POISON,
    RESET
  }

  private static final int QUORUM = 3;

  private final Act act;
  private final String role;
  private final boolean smoke;
  private final @Nullable CrashPoint point;

  Fault(Act act, String role, boolean smoke) {
    this.act = act;
    this.role = role;
    this.smoke = smoke;
    this.point = null;
  }

  Fault(CrashPoint point, boolean smoke) {
    this.act = Act.CRASH;
    this.role = Cluster.MESSAGE;
    this.smoke = smoke;
    this.point = point;
  }

  Act act() {
    return act;
  }

  /// Whose process it happens to; empty if to none.
  String role() {
    return role;
  }

  boolean isInSmoke() {
    return smoke;
  }

  /// Where the process ends.
  CrashPoint point() {
    if (point == null) {
      throw new IllegalStateException(text() + " has no point");
    }
    return point;
  }

  /// @param agents whether its processes were started with the crash agent
  boolean isPossible(Cluster cluster, boolean agents) {
    int parts = cluster.of(role).size();
    return switch (act) {
      case CRASH, SKEW -> agents && parts > 0;
      case KILL_MOST -> parts >= QUORUM;
      case POISON, RESET -> true;
      case KILL, KILL_EACH, MISS, PAUSE, PAUSE_LEADER, CHURN, RESTART -> parts > 0;
      case LOSE_LOG -> parts > 0 && !cluster.of(Cluster.MESSAGE).isEmpty();
    };
  }

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> names() {
    return Stream.of(values()).map(Fault::text).toList();
  }

  static Fault of(String text) {
    return Stream.of(values())
        .filter(fault -> fault.text().equals(text.strip()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no fault %s; there are %s.".formatted(text, names())));
  }
}
