package dev.confab.bench.check;

import java.util.Arrays;

/// Every write of a run, by its number: when it was due, what was answered, where it was seen.
final class Writes {
  static final int OPEN = 0;
  static final int REFUSED = -1;

  private int[] session = new int[1 << 12];
  private long[] due = new long[1 << 12];
  private int[] acked = new int[1 << 12];
  private int[] seen = new int[1 << 12];
  private int count;
  private int answered;

  int add(int ofSession, long dueAt) {
    if (count == due.length) {
      session = Arrays.copyOf(session, count * 2);
      due = Arrays.copyOf(due, count * 2);
      acked = Arrays.copyOf(acked, count * 2);
      seen = Arrays.copyOf(seen, count * 2);
    }
    session[count] = ofSession;
    due[count] = dueAt;
    return count++;
  }

  int count() {
    return count;
  }

  int unanswered() {
    return count - answered;
  }

  boolean knows(int write) {
    return write >= 0 && write < count;
  }

  int session(int write) {
    return session[write];
  }

  long due(int write) {
    return due[write];
  }

  /// The seq of the ack; {@link #OPEN} or {@link #REFUSED} without one.
  int acked(int write) {
    return acked[write];
  }

  void answer(int write, int seq) {
    if (acked[write] == OPEN) {
      answered++;
    }
    acked[write] = seq;
  }

  /// The seq of its event, 0 before that.
  int seen(int write) {
    return seen[write];
  }

  void see(int write, int seq) {
    seen[write] = seq;
  }
}
