package dev.confab.message.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;

/// Which node each shard belongs to, by rendezvous hashing with bounded loads: each shard goes to
/// the node that ranks highest for it and is not full. Who joins or leaves moves about his own
/// share.
final class Placement {
  private Placement() {}

  /// The owner of each shard from 0 on; empty if there are no nodes. The same for the same nodes,
  /// in whatever order they are given.
  static Map<Integer, String> of(Collection<String> nodes, int shards) {
    Map<Integer, String> owners = new HashMap<>();
    if (nodes.isEmpty()) {
      return owners;
    }
    int most = (shards + nodes.size() - 1) / nodes.size();
    Map<String, Integer> loads = new HashMap<>();
    for (int shard = 0; shard < shards; shard++) {
      for (String node : ranked(nodes, shard)) {
        if (loads.getOrDefault(node, 0) < most) {
          loads.merge(node, 1, Integer::sum);
          owners.put(shard, node);
          break;
        }
      }
    }
    return owners;
  }

  private static List<String> ranked(Collection<String> nodes, int shard) {
    return nodes.stream()
        .sorted(
            Comparator.comparingInt((String node) -> rank(node, shard))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static int rank(String node, int shard) {
    return Utils.murmur2((shard + ":" + node).getBytes(UTF_8));
  }
}
