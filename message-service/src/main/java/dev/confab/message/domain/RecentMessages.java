package dev.confab.message.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The messages that were touched last, in the order of their last change. Immutable.
///
/// What it forgets was last changed at or before `forgottenUpTo`: an archive that holds the session
/// up to there knows everything that is not in here.
public record RecentMessages(List<RecentMessage> messages, long forgottenUpTo, int metadataBytes) {
  static final int SIZE = 256;

  /// Bounds the state of a session, and so the record that it is snapshotted to.
  static final int METADATA_BYTES = 65_536;

  static final RecentMessages EMPTY = new RecentMessages(List.of(), 0, 0);

  @Nullable RecentMessage find(long seq) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).seq() == seq) {
        return messages.get(i);
      }
    }
    return null;
  }

  RecentMessages with(RecentMessage message) {
    List<RecentMessage> kept = new ArrayList<>(messages.size() + 1);
    int bytes = message.metadataBytes();
    for (RecentMessage known : messages) {
      if (known.seq() != message.seq()) {
        kept.add(known);
        bytes += known.metadataBytes();
      }
    }
    kept.add(message);
    int drop = 0;
    long forgotten = forgottenUpTo;
    while (kept.size() - drop > SIZE || (bytes > METADATA_BYTES && drop < kept.size() - 1)) {
      bytes -= kept.get(drop).metadataBytes();
      forgotten = kept.get(drop).changedAt();
      drop++;
    }
    return new RecentMessages(
        drop == 0 ? kept : List.copyOf(kept.subList(drop, kept.size())), forgotten, bytes);
  }

  /// A deleted message stays as a mark, so that nobody asks the archive for it too soon. `sender`
  /// and the rest come from what was known of it.
  RecentMessages without(RecentMessage message, long changedAt) {
    return with(
        new RecentMessage(
            message.seq(),
            changedAt,
            true,
            message.senderId(),
            message.role(),
            SessionState.NO_METADATA,
            0,
            message.createdAt(),
            null));
  }
}
