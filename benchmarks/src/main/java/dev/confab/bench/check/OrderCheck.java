package dev.confab.bench.check;

import java.util.ArrayList;
import java.util.List;

/// Looks at all that a run sends and gets, as it comes: each connection sees its session's seqs
/// ascend without a hole, all members get the same bytes for a seq, each write is one event and its
/// ack names it, and in the end every acked message has reached everyone who stayed. Costs a hash
/// and a few array accesses per event. One thread.
public final class OrderCheck {
  private final Faults faults = new Faults();
  private final Writes writes = new Writes();
  private final List<SessionOrder> sessions = new ArrayList<>();
  private final List<Stream> streams = new ArrayList<>();

  public OrderCheck(int sessionCount) {
    for (int i = 0; i < sessionCount; i++) {
      sessions.add(new SessionOrder());
    }
  }

  public Faults faults() {
    return faults;
  }

  /// `name` is how faults call the connection.
  public Stream stream(int session, String name) {
    Stream stream = new Stream(this, session, name);
    streams.add(stream);
    return stream;
  }

  /// The number of a new write, due at that time.
  public int write(int session, long due) {
    return writes.add(session, due);
  }

  public int written() {
    return writes.count();
  }

  public boolean knows(int write) {
    return writes.knows(write);
  }

  public long due(int write) {
    return writes.due(write);
  }

  public void acked(int write, long longSeq) {
    int seq = Math.toIntExact(longSeq);
    if (seq <= 0) {
      fault(Fault.WRONG_ACK, "write %d got an ack without a seq".formatted(write));
      return;
    }
    int before = writes.acked(write);
    int seen = writes.seen(write);
    if ((before > 0 && before != seq) || (seen > 0 && seen != seq)) {
      fault(Fault.WRONG_ACK, "write %d: %d, not %d".formatted(write, seq, Math.max(before, seen)));
    }
    writes.answer(write, seq);
    sessions.get(writes.session(write)).acked(seq);
  }

  public void refused(int write) {
    writes.answer(write, Writes.REFUSED);
  }

  /// Writes that nothing was answered to yet.
  public int unanswered() {
    return writes.unanswered();
  }

  /// Events up to the highest ack of their session that a joined connection has not got yet.
  public long missing() {
    long missing = 0;
    for (Stream stream : streams) {
      missing += missing(stream);
    }
    return missing;
  }

  /// At the end, when nothing is under way any more.
  public void end() {
    for (Stream stream : streams) {
      long missing = missing(stream);
      if (missing > 0) {
        fault(
            Fault.LOST,
            "%s ended at %d, %d short".formatted(stream.name(), stream.last(), missing));
      }
    }
  }

  private int missing(Stream stream) {
    int acked = sessions.get(stream.session()).highestAcked();
    return stream.isIn() ? Math.max(0, acked - stream.last()) : 0;
  }

  void saw(int session, int seq, long hash, int write, String name) {
    if (!sessions.get(session).agrees(seq, hash)) {
      fault(Fault.TWO_CONTENTS, "%s got other bytes for %d".formatted(name, seq));
    }
    if (write < 0) {
      return;
    }
    if (!writes.knows(write) || writes.session(write) != session) {
      fault(Fault.INVENTED, "%s got write %d at %d".formatted(name, write, seq));
      return;
    }
    int seen = writes.seen(write);
    if (seen == 0) {
      writes.see(write, seq);
    } else if (seen != seq) {
      fault(Fault.TWO_SEQS, "write %d at %d and %d".formatted(write, seen, seq));
    }
    int acked = writes.acked(write);
    if (acked > 0 && acked != seq) {
      fault(Fault.WRONG_ACK, "write %d: acked %d, seen %d".formatted(write, acked, seq));
    }
  }

  void fault(Fault fault, String words) {
    faults.add(fault, words);
  }
}
