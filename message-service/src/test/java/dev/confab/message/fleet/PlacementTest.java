package dev.confab.message.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final int SHARDS = 36;

  @Test
  void givesNobodyMoreThanHisShare() {
    Random random = new Random(1);
    for (int nodes = 1; nodes <= 40; nodes++) {
      Map<Integer, String> owners = Placement.of(names(random, nodes), SHARDS);
      assertThat(owners).hasSize(SHARDS);
      Map<String, Integer> loads = new HashMap<>();
      owners.values().forEach(owner -> loads.merge(owner, 1, Integer::sum));
      int most = (SHARDS + nodes - 1) / nodes;
      assertThat(loads.values()).allMatch(load -> load <= most);
    }
  }

  @Test
  void isTheSameInWhateverOrderNodesAreGiven() {
    List<String> nodes = names(new Random(2), 5);
    List<String> other = new ArrayList<>(nodes);
    Collections.reverse(other);
    assertThat(Placement.of(other, SHARDS)).isEqualTo(Placement.of(nodes, SHARDS));
  }

  /// A share and a half is what bounded loads cost on average, a third more than none at all.
  @Test
  void movesLittleWhenOneLeaves() {
    Random random = new Random(3);
    int moved = 0;
    int gone = 0;
    for (int i = 0; i < 200; i++) {
      List<String> nodes = names(random, 4);
      Map<Integer, String> before = Placement.of(nodes, SHARDS);
      Map<Integer, String> after = Placement.of(nodes.subList(0, 3), SHARDS);
      for (int shard = 0; shard < SHARDS; shard++) {
        boolean hadToMove = nodes.get(3).equals(before.get(shard));
        gone += hadToMove ? 1 : 0;
        moved += String.valueOf(before.get(shard)).equals(after.get(shard)) ? 0 : 1;
      }
    }
    assertThat(moved).isBetween(gone, gone * 3 / 2);
  }

  @Test
  void hasNoOwnersWithoutNodes() {
    assertThat(Placement.of(List.of(), SHARDS)).isEmpty();
  }

  private static List<String> names(Random random, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("node-" + random.nextLong());
    }
    return names;
  }
}
