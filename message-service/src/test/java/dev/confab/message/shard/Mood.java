package dev.confab.message.shard;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/// What happens often in one life and what seldom or never: lives differ more than steps do.
///
/// @param contest steps at the beginning in which both processes only try to open
record Mood(
    Map<Act, Integer> weights,
    int contest,
    int steps,
    int commands,
    int troubleInTen,
    int stayInTen) {
  /// What can happen next.
  enum Act {
    ASK,
    WORK,
    NETWORK,
    HEAR,
    FOLLOW,
    SNAPSHOT,
    CRASH,
    LAND_LATE,
    READ,
    VIEW,
    RETAIN
  }

  /// What becomes of an append.
  enum Fate {
    LANDS,
    FAILS,
    IS_LOST
  }

  static Mood of(Random random) {
    Map<Act, Integer> weights = new EnumMap<>(Act.class);
    weights.put(Act.ASK, pick(random, 6, 12, 20));
    weights.put(Act.WORK, pick(random, 15, 30, 50));
    weights.put(Act.NETWORK, pick(random, 8, 20, 30));
    weights.put(Act.HEAR, pick(random, 4, 10, 20));
    weights.put(Act.FOLLOW, pick(random, 2, 10, 20));
    weights.put(Act.SNAPSHOT, pick(random, 0, 4, 12));
    weights.put(Act.CRASH, pick(random, 0, 2, 8));
    weights.put(Act.LAND_LATE, pick(random, 0, 4, 10));
    weights.put(Act.READ, pick(random, 0, 8, 20));
    weights.put(Act.VIEW, pick(random, 1, 3, 6));
    weights.put(Act.RETAIN, pick(random, 0, 1, 3));
    return new Mood(
        weights,
        pick(random, 0, 12, 24),
        pick(random, 60, 150, 300),
        pick(random, 4, 8, 16),
        pick(random, 0, 1, 4),
        pick(random, 0, 7, 9));
  }

  Act next(Random random) {
    int chance = random.nextInt(weights.values().stream().mapToInt(Integer::intValue).sum());
    for (Map.Entry<Act, Integer> weight : weights.entrySet()) {
      chance -= weight.getValue();
      if (chance < 0) {
        return weight.getKey();
      }
    }
    throw new IllegalStateException("the weights were summed before");
  }

  /// One process is often paused while the other one lives on.
  boolean staysWithOwner(Random random) {
    return random.nextInt(10) < stayInTen;
  }

  Fate fate(Random random) {
    if (random.nextInt(10) >= troubleInTen) {
      return Fate.LANDS;
    }
    return random.nextBoolean() ? Fate.FAILS : Fate.IS_LOST;
  }

  private static int pick(Random random, int low, int middle, int high) {
    return switch (random.nextInt(3)) {
      case 0 -> low;
      case 1 -> middle;
      default -> high;
    };
  }
}
