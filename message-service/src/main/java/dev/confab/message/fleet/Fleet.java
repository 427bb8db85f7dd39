package dev.confab.message.fleet;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The nodes that are there after a stretch of `chat.services`. Who has read the same stretch knows
/// the same nodes. Not thread-safe.
final class Fleet {
  /// A node that is gone may have said something before it learned that.
  private static final int REMEMBERED = 1_000;

  private final Map<String, Node> nodes = new TreeMap<>();
  private final Set<String> gone =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED;
            }
          });
  private long ownBeats;

  /// Takes the next word; `self` is the reader's own id. Returns whether nodes came, went, or hold
  /// something else.
  boolean apply(long offset, Word word, String self) {
    return switch (word) {
      case Word.Beat beat -> beat(offset, beat, self);
      case Word.Gone(String node, long lastBeat, String by) -> {
        Node known = nodes.get(node);
        boolean counts = known != null && known.lastBeat() == lastBeat;
        yield counts && remove(node);
      }
    };
  }

  private boolean beat(long offset, Word.Beat beat, String self) {
    if (gone.contains(beat.node())) {
      return false;
    }
    if (beat.node().equals(self)) {
      ownBeats = beat.beat();
    }
    if (beat.leaving() && beat.holds().isEmpty()) {
      return remove(beat.node());
    }
    Node now =
        new Node(
            beat.node(),
            beat.address(),
            Set.copyOf(beat.holds()),
            beat.leaving(),
            offset,
            ownBeats);
    Node before = nodes.put(now.id(), now);
    return before == null
        || before.leaving() != now.leaving()
        || !before.holds().equals(now.holds());
  }

  private boolean remove(String node) {
    gone.add(node);
    return nodes.remove(node) != null;
  }

  boolean isGone(String node) {
    return gone.contains(node);
  }

  @Nullable Node node(String id) {
    return nodes.get(id);
  }

  Collection<Node> nodes() {
    return nodes.values();
  }

  /// Those that want shards.
  List<String> staying() {
    return nodes.values().stream().filter(node -> !node.leaving()).map(Node::id).toList();
  }

  /// How many beats of the reader's own have come since that node's last one. A reader that stood
  /// still, or a broker that did, lets nobody look silent.
  long silence(Node node) {
    return ownBeats - node.seenAt();
  }
}
