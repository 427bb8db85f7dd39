package dev.confab.bench.model;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/// `./confab bench placement`: a million connections (or as many as the first argument says), each
/// in five sessions, on gateways of 50 000 each, for numbers of partitions and ways to place.
public final class Placement {
  private static final int CONNECTIONS = 1_000_000;
  private static final int JOINED = 5;
  private static final int PER_GATEWAY = 50_000;
  private static final List<Integer> PARTITIONS = List.of(12, 48, 192, 768);

  /// Messages a second that a connection sends.
  private static final double RATE = 1.0 / 60;

  /// Which gateway a connection comes to.
  private enum Policy {
    /// A balancer that knows nothing.
    ANY,
    /// A proxy hashes the session that is named in the address.
    SESSION,
    /// It hashes that session's partition.
    PARTITION
  }

  private final Population people;
  private final int gateways;
  private final int partitions;

  private Placement(Population people, int gateways, int partitions) {
    this.people = people;
    this.gateways = gateways;
    this.partitions = partitions;
  }

  public static void main(String[] arguments) {
    int connections = arguments.length == 0 ? CONNECTIONS : Integer.parseInt(arguments[0]);
    int gateways = Math.max(2, connections / PER_GATEWAY);
    Population people = Population.of(connections, JOINED, new SplittableRandom(1));
    PrintStream out = System.out;
    out.printf(
        "%,d connections on %d gateways, %,d sessions, %,.0f messages/s%n%n",
        connections, gateways, people.sizes().length, connections * RATE);
    out.println(
        "| partitions | placed by | partitions that a gateway reads | events read per event | most connections / mean | most deliveries / mean | busiest partition / mean |");
    out.println("|---:|---|---:|---:|---:|---:|---:|");
    for (int partitions : PARTITIONS) {
      for (Policy policy : Policy.values()) {
        out.println(new Placement(people, gateways, partitions).row(policy));
      }
    }
  }

  private String row(Policy policy) {
    SplittableRandom random = new SplittableRandom(2);
    BitSet[] reads = new BitSet[gateways];
    Arrays.setAll(reads, gateway -> new BitSet(partitions));
    double[] connections = new double[gateways];
    double[] deliveries = new double[gateways];
    for (int[] sessions : people.sessionsOf()) {
      int gateway = place(policy, sessions[0], random);
      connections[gateway]++;
      for (int session : sessions) {
        reads[gateway].set(partition(session));
        deliveries[gateway] += rate(session);
      }
    }
    double[] events = new double[partitions];
    for (int session = 0; session < people.sizes().length; session++) {
      events[partition(session)] += rate(session);
    }
    double read = 0;
    for (BitSet one : reads) {
      read += one.stream().mapToDouble(partition -> events[partition]).sum();
    }
    return "| %d | %s | %.1f | %.1f | %.2f | %.2f | %.2f |"
        .formatted(
            partitions,
            policy.name().toLowerCase(java.util.Locale.ROOT),
            Arrays.stream(reads).mapToInt(BitSet::cardinality).average().orElse(0),
            read / Arrays.stream(events).sum(),
            peak(connections),
            peak(deliveries),
            peak(events));
  }

  private int place(Policy policy, int session, SplittableRandom random) {
    return switch (policy) {
      case ANY -> random.nextInt(gateways);
      case SESSION -> Math.floorMod(mix(session + 1), gateways);
      case PARTITION -> partition(session) % gateways;
    };
  }

  private int partition(int session) {
    return Math.floorMod(mix(session), partitions);
  }

  /// Messages a second in a session.
  private double rate(int session) {
    return people.sizes()[session] * RATE / JOINED;
  }

  private static double peak(double[] loads) {
    return Arrays.stream(loads).max().orElse(0) / Arrays.stream(loads).average().orElse(1);
  }

  /// Spreads numbers as a hash of a session's id does.
  private static int mix(int number) {
    return (int) new SplittableRandom(number).nextLong();
  }
}
