package dev.confab.system.history;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What each connection must get: from its join on every event of the session, once, in order, as
/// the log has it, as long as its user is a member; what lies before his join, even if he was none
/// then. Takes the lines in order.
final class StreamChecks {
  private static final class Stream {
    private final Entry.Joined joined;
    private long next;
    private boolean over;

    private Stream(Entry.Joined joined) {
      this.joined = joined;
      this.next = joined.from() + 1;
    }
  }

  private final Ledger ledger;
  private final Findings findings;
  private final Map<String, Map<String, Stream>> streams = new HashMap<>();

  StreamChecks(Ledger ledger, Findings findings) {
    this.ledger = ledger;
    this.findings = findings;
  }

  void take(Entry entry) {
    switch (entry) {
      case Entry.Joined joined -> joined(joined);
      case Entry.Received received -> received(received);
      case Entry.Closed closed -> streams.remove(closed.connection());
      case Entry.Quiet quiet -> streams.values().forEach(all -> all.values().forEach(this::ended));
      default -> {}
    }
  }

  private void joined(Entry.Joined joined) {
    streams
        .computeIfAbsent(joined.connection(), c -> new LinkedHashMap<>())
        .put(joined.session(), new Stream(joined));
    if (joined.recovered()
        && joined.after() != null
        && !joined.epoch().equals(joined.after().epoch())) {
      findings.add(
          Check.STREAM_HOLE, "recovered from a position of another log: %s".formatted(joined));
    }
    if (joined.recovered() && joined.after() == null) {
      findings.add(
          Check.STREAM_HOLE, "recovered without a position to start from: %s".formatted(joined));
    }
  }

  private void received(Entry.Received event) {
    Stream stream = streams.getOrDefault(event.connection(), Map.of()).get(event.session());
    if (stream == null) {
      findings.add(Check.STREAM_HOLE, "on a connection that has not joined: %s".formatted(event));
      return;
    }
    if (event.seq() != stream.next || stream.over) {
      findings.add(
          Check.STREAM_HOLE,
          "%s where %s is next, after %s"
              .formatted(event, stream.over ? "nothing" : stream.next, stream.joined));
    }
    stream.next = event.seq() + 1;
    content(event, stream);
  }

  private void content(Entry.Received event, Stream stream) {
    String user = stream.joined.user();
    SessionLog log = ledger.log(event.session());
    LogEvent truth = log.at(event.seq());
    if (truth == null) {
      findings.add(Check.INVENTED, "received, and not in the log: %s".formatted(event));
      return;
    }
    if (!truth.digest().equals(event.digest())) {
      findings.add(Check.TWO_CONTENTS, "received %s, the log has %s".formatted(event, truth));
    }
    if (!mayReceive(stream.joined, event, log)) {
      findings.add(Check.LEAK, "%s was no member and got %s".formatted(user, event));
    }
    stream.over |=
        event.seq() > stream.joined.seq()
            && (truth.type().equals("session_deleted")
                || (truth.type().equals("member_removed") && truth.members().contains(user)));
  }

  /// What is replayed is for whoever is a member when he joins, as the pages of history are.
  private static boolean mayReceive(Entry.Joined joined, Entry.Received event, SessionLog log) {
    return event.seq() > joined.seq()
        ? log.mayReceive(joined.user(), event.seq())
        : log.isMember(joined.user(), joined.seq());
  }

  private void ended(Stream stream) {
    Entry.Joined joined = stream.joined;
    SessionLog log = ledger.log(joined.session());
    if (stream.next <= log.lastSeq() && log.staysMember(joined.user(), joined.seq())) {
      findings.add(
          Check.STREAM_BEHIND,
          "open, next is %d, the log ends with %d: %s"
              .formatted(stream.next, log.lastSeq(), joined));
    }
  }
}
