package dev.confab.system.history;

import static dev.confab.system.history.Edits.any;
import static dev.confab.system.history.Edits.insert;
import static dev.confab.system.history.Edits.remove;
import static dev.confab.system.history.Edits.set;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Ways to break what connections got.
final class StreamFaults {
  private StreamFaults() {}

  /// A received event that another follows on the same connection; -1 if there is none.
  static int followed(List<Line> lines, Random random) {
    return any(lines, random, Entry.Received.class, e -> follower(lines, e) >= 0);
  }

  private static int follower(List<Line> lines, Entry.Received event) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).entry() instanceof Entry.Received next
          && next.connection().equals(event.connection())
          && next.seq() == event.seq() + 1) {
        return i;
      }
    }
    return -1;
  }

  static @Nullable List<Line> swap(List<Line> lines, Random random) {
    int at = followed(lines, random);
    if (at < 0) {
      return null;
    }
    Entry event = lines.get(at).entry();
    int next = follower(lines, (Entry.Received) event);
    return set(set(lines, at, lines.get(next).entry()), next, event);
  }

  /// To somebody who is no member, as what came behind his join.
  static @Nullable List<Line> leak(List<Line> lines, Random random) {
    return leak(
        lines,
        random,
        event ->
            new Entry.Joined(
                "leaky", "stranger", event.session(), "e", event.seq() - 1, null, false, 0));
  }

  /// To somebody who is no member, as what was before his join.
  static @Nullable List<Line> leakReplay(List<Line> lines, Random random) {
    return leak(
        lines,
        random,
        event ->
            new Entry.Joined(
                "leaky",
                "stranger",
                event.session(),
                "e",
                event.seq(),
                new Position("e", event.seq() - 1),
                true,
                event.seq()));
  }

  static @Nullable List<Line> leak(
      List<Line> lines, Random random, Function<Entry.Received, Entry.Joined> join) {
    int at = any(lines, random, Entry.Received.class, e -> true);
    if (at < 0) {
      return null;
    }
    Entry.Received event = (Entry.Received) lines.get(at).entry();
    Entry.Received leaked =
        new Entry.Received(
            "leaky", event.session(), event.seq(), event.type(), event.commandId(), event.digest());
    return insert(insert(lines, at + 1, leaked), at + 1, join.apply(event));
  }

  /// Whether it came behind what the join replayed.
  private static boolean isLive(List<Line> lines, Entry.Received event) {
    return lines.stream()
        .map(Line::entry)
        .filter(Entry.Joined.class::isInstance)
        .map(Entry.Joined.class::cast)
        .anyMatch(
            joined -> joined.connection().equals(event.connection()) && joined.seq() < event.seq());
  }

  static @Nullable List<Line> leakAfterRemoval(List<Line> lines, Random random) {
    Ledger ledger = Ledger.of(lines);
    int at =
        any(
            lines,
            random,
            Entry.Received.class,
            e ->
                e.type().equals("member_removed")
                    && isOfSpare(lines, e)
                    && isLive(lines, e)
                    && ledger.log(e.session()).at(e.seq() + 1) != null
                    && !ledger.log(e.session()).mayReceive("spare", e.seq() + 1));
    if (at < 0) {
      return null;
    }
    Entry.Received removal = (Entry.Received) lines.get(at).entry();
    LogEvent next = Objects.requireNonNull(ledger.log(removal.session()).at(removal.seq() + 1));
    return insert(
        lines,
        at + 1,
        new Entry.Received(
            removal.connection(),
            next.session(),
            next.seq(),
            next.type(),
            next.commandId(),
            next.digest()));
  }

  private static boolean isOfSpare(List<Line> lines, Entry.Received event) {
    return lines.stream()
        .anyMatch(line ->
            line.entry() instanceof Entry.Joined joined
                && joined.connection().equals(event.connection())
                && joined.user().equals("spare"));
  }

  /// The last event of a connection that is open at the end, and of whose session there is more
  /// than its join showed, never comes.
  static @Nullable List<Line> leaveBehind(List<Line> lines, Random random) {
    Ledger ledger = Ledger.of(lines);
    return remove(
        lines,
        any(
            lines,
            random,
            Entry.Received.class,
            e ->
                e.seq() == ledger.log(e.session()).lastSeq()
                    && !e.type().equals("member_removed")
                    && lines.stream()
                        .noneMatch(l ->
                            l.entry() instanceof Entry.Closed c
                                && c.connection().equals(e.connection()))));
  }
}
