package dev.confab.system.chaos;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What can be done to a cluster.
enum Fault {
  KILL_GATEWAY(Act.KILL, Cluster.GATEWAY, true),
  KILL_MESSAGE(Act.KILL, Cluster.MESSAGE, true),
  KILL_HISTORY(Act.KILL, Cluster.HISTORY, false),
  KILL_BROKER(Act.KILL, Cluster.BROKER, true),
  /// Each broker in turn, all within a minute or two.
  KILL_BROKERS(Act.KILL_EACH, Cluster.BROKER, false),
  KILL_POSTGRES(Act.KILL, Cluster.POSTGRES, true),
  KILL_STANDALONE(Act.KILL, Cluster.STANDALONE, true),
  /// Longer than its session with the broker lasts: it comes back as a zombie.
  PAUSE_MESSAGE(Act.PAUSE, Cluster.MESSAGE, true),
  PAUSE_GATEWAY(Act.PAUSE, Cluster.GATEWAY, false),
  /// The one that leads most partitions of the events.
  PAUSE_BROKER(Act.PAUSE_LEADER, Cluster.BROKER, false),
  /// Instances come and go faster than they settle.
  CHURN_MESSAGE(Act.CHURN, Cluster.MESSAGE, false),
  CHURN_GATEWAY(Act.CHURN, Cluster.GATEWAY, false),
  /// Records on `chat.commands` that are no commands.
  POISON(Act.POISON, "", true),
  RESET_SOCKETS(Act.RESET, "", true);

  /// The way in which it is done.
  enum Act {
    KILL,
    KILL_EACH,
    PAUSE,
    PAUSE_LEADER,
    CHURN,
    POISON,
    RESET
  }

  private final Act act;
  private final String role;
  private final boolean smoke;

  Fault(Act act, String role, boolean smoke) {
    this.act = act;
    this.role = role;
    this.smoke = smoke;
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

  boolean isPossible(Cluster cluster) {
    return role.isEmpty() || !cluster.of(role).isEmpty();
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
