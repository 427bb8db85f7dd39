package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Frame;
import dev.confab.schema.id.UserId;
import dev.confab.schema.signal.Signal;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who came and who went while a join was undecided, of each user the last.
///
/// The shard says who is there when it decides a join; signals come another way, and can be here
/// before the answer. What the answer does not know yet must be said behind it. Guarded by its
/// channel.
final class Arrivals {
  private record Last(boolean here, Frame frame) {}

  private final Map<UserId, Last> users = new LinkedHashMap<>();

  void note(Signal signal, Frame frame) {
    switch (signal) {
      case Signal.UserJoined joined -> users.put(joined.userId(), new Last(true, frame));
      case Signal.UserLeft left -> users.put(left.userId(), new Last(false, frame));
      case Signal.Typing typing -> {}
    }
  }

  /// The signals that say something else than that these are there.
  List<Frame> unlike(Collection<UserId> participants) {
    if (users.isEmpty()) {
      return List.of();
    }
    Set<UserId> there = new HashSet<>(participants);
    return users.entrySet().stream()
        .filter(user -> there.contains(user.getKey()) != user.getValue().here())
        .map(user -> user.getValue().frame())
        .toList();
  }
}
