package dev.confab.system.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One write with all its attempts and their answers. One thread.
final class Write {
  private final Entry.Invoked first;
  private final long floor;
  private final List<Long> seqs = new ArrayList<>();
  private int attempts;
  private int refused;
  private boolean acked;

  /// @param floor the highest seq of its session that was acked before it was first asked
  Write(Entry.Invoked first, long floor) {
    this.first = first;
    this.floor = floor;
  }

  void attempt() {
    attempts++;
  }

  void acked(long seq) {
    acked = true;
    if (seq > 0 && !seqs.contains(seq)) {
      seqs.add(seq);
    }
  }

  void refused() {
    refused++;
  }

  Entry.Invoked first() {
    return first;
  }

  long floor() {
    return floor;
  }

  boolean isAcked() {
    return acked;
  }

  /// The seqs that acks gave it.
  List<Long> seqs() {
    return seqs;
  }

  /// Whether it is sure that it never happens.
  boolean isRefused() {
    return refused == attempts;
  }

  /// What the log knows it by; `null` if it has no key.
  @Nullable String key() {
    return first.clientId();
  }

  @Override
  public String toString() {
    return "%s of %s in %s, client id %s, op %d"
        .formatted(first.kind(), first.user(), first.session(), first.clientId(), first.op());
  }
}
