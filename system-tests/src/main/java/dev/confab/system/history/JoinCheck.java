package dev.confab.system.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A join starts no earlier than what was acked before it was asked. Takes the lines in order.
final class JoinCheck {
  private record Ack(long at, long highest) {}

  private final Findings findings;
  private final Map<String, List<Ack>> acks = new HashMap<>();
  private final Map<Long, String> sessions = new HashMap<>();

  JoinCheck(Findings findings) {
    this.findings = findings;
  }

  /// @param ledger which has taken the line
  void take(Line line, Ledger ledger) {
    switch (line.entry()) {
      case Entry.Invoked invoked -> sessions.put(invoked.op(), invoked.session());
      case Entry.Acked acked -> {
        String session = sessions.getOrDefault(acked.op(), "");
        acks.computeIfAbsent(session, s -> new ArrayList<>())
            .add(new Ack(line.at(), ledger.acked(session)));
      }
      case Entry.Joined joined -> {
        long floor = floor(acks.getOrDefault(joined.session(), List.of()), joined.invoked());
        if (joined.seq() < floor) {
          findings.add(
              Check.ACK_ORDER, "seq %d was acked before %s was asked".formatted(floor, joined));
        }
      }
      default -> {}
    }
  }

  private static long floor(List<Ack> acks, long before) {
    int low = 0;
    int high = acks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (acks.get(middle).at() < before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? 0 : acks.get(low - 1).highest();
  }
}
