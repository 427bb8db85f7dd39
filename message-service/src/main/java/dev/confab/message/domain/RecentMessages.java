package dev.confab.message.domain;

import java.util.Arrays;
import java.util.Collections;
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
    int place = placeOf(seq);
    return place < 0 ? null : messages.get(place);
  }

  private int placeOf(long seq) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).seq() == seq) {
        return i;
      }
    }
    return -1;
  }

  RecentMessages with(RecentMessage message) {
    // Each message comes here once as a new one: then nothing is looked through.
    int known = message.changedAt() == message.seq() ? -1 : placeOf(message.seq());
    RecentMessage[] kept = messages.toArray(new RecentMessage[messages.size() + 1]);
    int size = messages.size();
    int bytes = metadataBytes + message.metadataBytes();
    if (known >= 0) {
      bytes -= kept[known].metadataBytes();
      size--;
      System.arraycopy(kept, known + 1, kept, known, size - known);
    }
    kept[size] = message;
    size++;
    int drop = 0;
    long forgotten = forgottenUpTo;
    while (size - drop > SIZE || (bytes > METADATA_BYTES && drop < size - 1)) {
      bytes -= kept[drop].metadataBytes();
      forgotten = kept[drop].changedAt();
      drop++;
    }
    List<RecentMessage> newest = Arrays.asList(Arrays.copyOfRange(kept, drop, size));
    return new RecentMessages(Collections.unmodifiableList(newest), forgotten, bytes);
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
