package dev.confab.bench.check;

/// What one connection gets of its session.
public final class Stream {
  static final int OUT = -1;

  private final OrderCheck check;
  private final int session;
  private final String name;
  private int last = OUT;

  Stream(OrderCheck check, int session, String name) {
    this.check = check;
    this.session = session;
    this.name = name;
  }

  /// From here on it gets everything.
  public void joined(long seq) {
    last = Math.toIntExact(seq);
  }

  /// It gets nothing any more.
  public void left() {
    last = OUT;
  }

  public boolean isIn() {
    return last != OUT;
  }

  /// The seq of the newest event it got.
  public int last() {
    return last;
  }

  /// `write` is the number in the content, -1 if there is none, and `hash` of the whole frame.
  public void event(long longSeq, long hash, int write) {
    int seq = Math.toIntExact(longSeq);
    if (last == OUT) {
      check.fault(Fault.INVENTED, name + " got " + seq + " while it was not joined");
      return;
    }
    if (seq != last + 1) {
      Fault fault = seq > last ? Fault.HOLE : Fault.REPEAT;
      check.fault(fault, "%s got %d behind %d".formatted(name, seq, last));
    }
    last = Math.max(last, seq);
    check.saw(session, seq, hash, write, name);
  }

  int session() {
    return session;
  }

  String name() {
    return name;
  }
}
