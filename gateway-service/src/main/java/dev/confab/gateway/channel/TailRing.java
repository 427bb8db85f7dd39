package dev.confab.gateway.channel;

import dev.confab.gateway.frame.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// The newest events of one session, without a hole, so that whoever comes back soon is served
/// without asking anyone.
///
/// Bounded in events and bytes, and all rings together in bytes: where the gateway holds too much,
/// the rings that grow give up their oldest events. Guarded by its channel.
final class TailRing {
  /// Kept even where the gateway holds too much.
  private static final int LEAST = 16;

  /// @param total bytes of all rings, over which they shrink
  /// @param held bytes in all rings
  record Bounds(int events, long bytes, long total, AtomicLong held) {
    Bounds(int events, long bytes, long total) {
      this(events, bytes, total, new AtomicLong());
    }
  }

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
    frames.addLast(frame);
    grow(frame.size());
    while (isTooLarge() || (frames.size() > LEAST && bounds.held().get() > bounds.total())) {
      grow(-frames.removeFirst().size());
    }
  }

  /// Older events, which end at the seq `end`: as many of the newest as fit and belong here.
  void addBelow(List<Frame> older, long end) {
    if (isEmpty()) {
      last = end;
    }
    for (long seq = Math.min(end, first() - 1); seq > end - older.size(); seq--) {
      Frame frame = older.get((int) (older.size() - 1 - (end - seq)));
      boolean fits =
          frames.size() < bounds.events()
              && bytes + frame.size() <= bounds.bytes()
              && bounds.held().get() + frame.size() <= bounds.total();
      if (seq != first() - 1 || !fits) {
        return;
      }
      frames.addFirst(frame);
      grow(frame.size());
    }
  }

  /// The events from one seq to the other, which must be here.
  List<Frame> between(long from, long to) {
    return frames.stream().skip(from - first()).limit(Math.max(0, to - from + 1)).toList();
  }

  void clear() {
    frames.clear();
    grow(-bytes);
  }

  private boolean isTooLarge() {
    return frames.size() > bounds.events() || bytes > bounds.bytes();
  }

  private void grow(long by) {
    bytes += by;
    bounds.held().addAndGet(by);
  }
}
