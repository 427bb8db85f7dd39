package dev.confab.schema.log;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides which records of one shard count, for a reader that starts in the middle of
/// `chat.events` and `chat.replies`.
///
/// It must have fixed its positions before it read the registry, whose highest claim is the
/// `floor`: nothing below the floor counts, and above it only what follows its own marker in the
/// log. A term whose marker was not seen is held back until a record or a reply says that all
/// before the first record seen was safe; then all that is held counts at once. After a missing
/// ordinal nothing more of the term counts. Not thread-safe.
///
/// @param <R> the reader's record
public final class TailFilter<R> {
  private static final long NONE = -1;

  private final List<R> held = new ArrayList<>();
  private long term;
  private long replyTerm;
  private @Nullable String owner;
  private long first = NONE;
  private long next = NONE;
  private long safe = NONE;
  private boolean whole = true;

  /// `floor`: the highest term that the registry claimed when the positions were already fixed, 0
  /// if none.
  public TailFilter(long floor) {
    this.term = floor;
  }

  /// Records of `chat.events` that count now, in order: none while the term is not trusted yet,
  /// else those held back and this one. `null` is a record without a position: it never counts.
  public List<R> judge(@Nullable LogPosition position, R record) {
    if (position == null || position.term() < term) {
      return List.of();
    }
    if (position.marker()) {
      open(position);
      return List.of();
    }
    if (position.term() > term) {
      return List.of();
    }
    if (!position.owner().equals(owner)) {
      // Of two markers with one term the later one lost and nothing follows it: this record is the
      // winner's.
      begin(position.owner());
    }
    return follow(position, record);
  }

  /// Whether a record of `chat.replies` counts; a marker there raises the fence and is no reply
  /// itself.
  public boolean admits(@Nullable LogPosition position) {
    if (position == null || position.term() < Math.max(term, replyTerm)) {
      return false;
    }
    if (position.marker()) {
      replyTerm = position.term();
      return false;
    }
    return true;
  }

  /// What an admitted reply says of its term can free records that were held back: those, in order.
  public List<R> hear(LogPosition reply) {
    if (reply.term() != term) {
      return List.of();
    }
    if (!reply.owner().equals(owner)) {
      begin(reply.owner());
    }
    safe = Math.max(safe, reply.safe());
    return release();
  }

  private void open(LogPosition marker) {
    if (marker.term() > term || owner == null) {
      term = marker.term();
      begin(marker.owner());
      first = 1;
      next = 1;
      safe = 0;
    }
  }

  private void begin(String newOwner) {
    owner = newOwner;
    first = NONE;
    next = NONE;
    safe = NONE;
    whole = true;
    held.clear();
  }

  private List<R> follow(LogPosition position, R record) {
    if (first == NONE) {
      first = position.n();
      next = position.n();
    }
    if (!whole || position.n() != next) {
      whole = false;
      held.clear();
      return List.of();
    }
    next++;
    safe = Math.max(safe, position.safe());
    held.add(record);
    return release();
  }

  private List<R> release() {
    if (!whole || first == NONE || safe < first - 1) {
      return List.of();
    }
    List<R> free = List.copyOf(held);
    held.clear();
    return free;
  }
}
