package dev.confab.message.domain;

import dev.confab.schema.chat.Member;
import dev.confab.schema.id.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/// Whose keyed writes a session remembers: a session's state has to fit into one record of
/// `chat.sessions`, however many users came, wrote and went.
final class Senders {
  /// Of those that are no members: former ones, and callers with `chat:service`.
  static final int NON_MEMBERS = 64;

  static final int ALL = 1_100;

  /// With so many a session's state has room for longer windows.
  static final int ROOMY = 100;

  private Senders() {}

  /// Without the windows over these numbers whose last write is the oldest; those of members are
  /// the last to go. The same maps give the same, in whatever order they hold their entries: a
  /// state is made again from the log.
  ///
  /// @param writer whose write this is: he is none of the oldest; `null` if it was not remembered
  static PMap<UserId, SendWindow> bounded(
      PMap<UserId, SendWindow> senders, PMap<UserId, Member> members, @Nullable UserId writer) {
    if (senders.size() <= NON_MEMBERS) {
      return senders;
    }
    List<UserId> strangers = new ArrayList<>();
    for (UserId sender : senders.keySet()) {
      if (!members.containsKey(sender)) {
        strangers.add(sender);
      }
    }
    PMap<UserId, SendWindow> kept = withoutOldest(senders, strangers, NON_MEMBERS, writer);
    return kept.size() <= ALL
        ? kept
        : withoutOldest(kept, new ArrayList<>(kept.keySet()), ALL, writer);
  }

  private static PMap<UserId, SendWindow> withoutOldest(
      PMap<UserId, SendWindow> senders, List<UserId> some, int most, @Nullable UserId writer) {
    if (some.size() <= most) {
      return senders;
    }
    some.sort(oldestFirst(senders, writer));
    return senders.minusAll(some.subList(0, some.size() - most));
  }

  /// Writes that made no event have the seq of the event before them, so that many may have one.
  private static Comparator<UserId> oldestFirst(
      PMap<UserId, SendWindow> senders, @Nullable UserId writer) {
    return Comparator.comparing((UserId sender) -> sender.equals(writer))
        .thenComparingLong(sender -> last(senders, sender).map(Remembered::seq).orElse(0L))
        .thenComparing(sender -> last(senders, sender).map(Remembered::at).orElse(Instant.MIN))
        .thenComparing(Comparator.naturalOrder());
  }

  private static Optional<Remembered> last(PMap<UserId, SendWindow> senders, UserId sender) {
    SendWindow window = senders.getOrDefault(sender, SendWindow.EMPTY);
    return window.writes().isEmpty() ? Optional.empty() : Optional.of(window.writes().getLast());
  }
}
