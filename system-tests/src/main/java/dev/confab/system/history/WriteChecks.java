package dev.confab.system.history;

import java.util.List;
import java.util.TreeSet;

/// What the answers to writes must keep: an ack is final, a refusal too, and a write that nobody
/// answered is there once or never.
final class WriteChecks {
  private final Ledger ledger;
  private final Findings findings;

  WriteChecks(Ledger ledger, Findings findings) {
    this.ledger = ledger;
    this.findings = findings;
  }

  void run() {
    ledger.writes().forEach(this::check);
  }

  private void check(Write write) {
    List<LogEvent> found = found(write);
    TreeSet<Long> seqs = new TreeSet<>(write.seqs());
    found.forEach(event -> seqs.add(event.seq()));
    if (seqs.size() > 1) {
      findings.add(
          Check.TWO_SEQS, "%s: acks say %s, the log has %s".formatted(write, write.seqs(), found));
    }
    write.seqs().forEach(seq -> landed(write, seq));
    if (write.isAcked() && write.seqs().isEmpty() && write.key() != null) {
      findings.add(Check.LOST_ACK, "%s: acked, and nowhere in the log".formatted(write));
    }
    if (write.isRefused() && !found.isEmpty()) {
      findings.add(
          Check.REFUSED_BUT_VISIBLE, "%s: refused, the log has %s".formatted(write, found));
    }
    found.stream().filter(event -> !isThat(write, event)).forEach(event -> altered(write, event));
    for (long seq : seqs) {
      if (seq > 0 && seq <= write.floor()) {
        findings.add(
            Check.ACK_ORDER,
            "%s: seq %d, asked after seq %d was acked".formatted(write, seq, write.floor()));
      }
    }
  }

  private List<LogEvent> found(Write write) {
    Entry.Invoked first = write.first();
    String key = write.key();
    return key == null ? List.of() : ledger.log(first.session()).of(first.user(), key);
  }

  private void landed(Write write, long seq) {
    LogEvent event = ledger.log(write.first().session()).at(seq);
    if (event == null || !isThat(write, event)) {
      findings.add(
          Check.LOST_ACK,
          "%s: acked with seq %d, where the log has %s".formatted(write, seq, event));
    }
  }

  private void altered(Write write, LogEvent event) {
    findings.add(
        Check.INVENTED, "%s with body %s became %s".formatted(write, write.first().body(), event));
  }

  private static boolean isThat(Write write, LogEvent event) {
    Entry.Invoked sent = write.first();
    return event.type().equals(sent.kind().event())
        && event.actor().equals(sent.user())
        && event.body().equals(sent.body())
        && (sent.clientId() == null || event.commandId().equals(sent.clientId()));
  }
}
