package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Frame;
import dev.confab.web.limit.ByteBudget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The newest events of one session, without a hole, so that whoever comes back soon is served
/// without asking anyone.
///
/// Bounded in events and bytes, and all rings together in bytes: where they hold all that they may,
/// a ring that grows gives up its oldest events, and is empty if that is not enough. Guarded by its
/// channel.
final class TailRing {
  /// @param all bytes of all rings
  record Bounds(int events, long bytes, ByteBudget all) {}

  private final Bounds bounds;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private long bytes;
  private long last;

  TailRing(Bounds bounds) {
    this.bounds = bounds;
  }

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /// The seq of the oldest event.
  long first() {
    return last - frames.size() + 1;
  }

  /// The seq of the newest event.
  long last() {
    return last;
  }

  /// An event from the log. An older one is passed over; behind a hole the ring begins anew.
  void add(long seq, Frame frame) {
    if (!isEmpty() && seq <= last) {
      return;
    }
    if (isEmpty() || seq != last + 1) {
      clear();
    }
    last = seq;
    if (bounds.events() == 0 || frame.size() > bounds.bytes()) {
      clear();
      return;
    }
    while (!hasRoomFor(frame)) {
      giveUpOldest();
    }
    while (!bounds.all().tryTake(frame.size())) {
      if (isEmpty()) {
        return;
      }
      giveUpOldest();
    }
    bytes += frame.size();
    frames.addLast(frame);
  }

  /// Older events, which end at the seq `end`: as many of the newest as fit and belong here.
  void addBelow(List<Frame> older, long end) {
    if (isEmpty()) {
      last = end;
    }
    for (long seq = Math.min(end, first() - 1); seq > end - older.size(); seq--) {
      Frame frame = older.get((int) (older.size() - 1 - (end - seq)));
      if (seq != first() - 1 || !hasRoomFor(frame) || !bounds.all().tryTake(frame.size())) {
        return;
      }
      bytes += frame.size();
      frames.addFirst(frame);
    }
  }

  /// The events from one seq to the other, which must be here.
  List<Frame> between(long from, long to) {
    return frames.stream().skip(from - first()).limit(Math.max(0, to - from + 1)).toList();
  }

  void clear() {
    frames.clear();
    bounds.all().give(bytes);
    bytes = 0;
  }

  /// Whether one more is within its own bounds.
  private boolean hasRoomFor(Frame frame) {
    return frames.size() < bounds.events() && bytes + frame.size() <= bounds.bytes();
  }

  private void giveUpOldest() {
    int size = frames.removeFirst().size();
    bytes -= size;
    bounds.all().give(size);
  }
}
