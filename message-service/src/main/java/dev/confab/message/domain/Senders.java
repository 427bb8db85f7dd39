package dev.confab.message.domain;

import dev.confab.schema.chat.Member;
import dev.confab.schema.id.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pcollections.PMap;

/// Whose keyed writes a session remembers: a session's state has to fit into one record of
/// `chat.sessions`, however many users came, wrote and went.
final class Senders {
  /// Of those that are no members: former ones, and callers with `chat:service`.
  static final int NON_MEMBERS = 64;

  static final int ALL = 1_100;

  private Senders() {}

  /// Without the windows over these numbers whose last write is the oldest; those of members are
  /// the last to go.
  static PMap<UserId, SendWindow> bounded(
      PMap<UserId, SendWindow> senders, PMap<UserId, Member> members) {
    if (senders.size() <= NON_MEMBERS) {
      return senders;
    }
    List<UserId> strangers = new ArrayList<>();
    for (UserId sender : senders.keySet()) {
      if (!members.containsKey(sender)) {
        strangers.add(sender);
      }
    }
    PMap<UserId, SendWindow> kept = withoutOldest(senders, strangers, NON_MEMBERS);
    return kept.size() <= ALL ? kept : withoutOldest(kept, new ArrayList<>(kept.keySet()), ALL);
  }

  private static PMap<UserId, SendWindow> withoutOldest(
      PMap<UserId, SendWindow> senders, List<UserId> some, int most) {
    if (some.size() <= most) {
      return senders;
    }
    some.sort(Comparator.comparingLong(sender -> lastSeq(senders, sender)));
    return senders.minusAll(some.subList(0, some.size() - most));
  }

  private static long lastSeq(PMap<UserId, SendWindow> senders, UserId sender) {
    SendWindow window = senders.getOrDefault(sender, SendWindow.EMPTY);
    return window.writes().isEmpty() ? 0 : window.writes().getLast().seq();
  }
}
