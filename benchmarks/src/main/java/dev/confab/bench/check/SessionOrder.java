package dev.confab.bench.check;

import java.util.Arrays;

/// What each seq of one session was for whoever got it first.
final class SessionOrder {
  private long[] hashes = new long[64];
  private boolean[] known = new boolean[64];
  private int base = -1;
  private int highestAcked;

  /// False if somebody got other bytes for it.
  boolean agrees(int seq, long hash) {
    int at = place(seq);
    if (known[at]) {
      return hashes[at] == hash;
    }
    known[at] = true;
    hashes[at] = hash;
    return true;
  }

  void acked(int seq) {
    highestAcked = Math.max(highestAcked, seq);
  }

  int highestAcked() {
    return highestAcked;
  }

  private int place(int seq) {
    if (base < 0) {
      base = seq;
    }
    if (seq < base) {
      int more = base - seq;
      long[] lower = new long[hashes.length + more];
      boolean[] lowerKnown = new boolean[lower.length];
      System.arraycopy(hashes, 0, lower, more, hashes.length);
      System.arraycopy(known, 0, lowerKnown, more, known.length);
      hashes = lower;
      known = lowerKnown;
      base = seq;
    }
    int at = seq - base;
    if (at >= hashes.length) {
      int longer = Math.max(hashes.length * 2, at + 1);
      hashes = Arrays.copyOf(hashes, longer);
      known = Arrays.copyOf(known, longer);
    }
    return at;
  }
}
