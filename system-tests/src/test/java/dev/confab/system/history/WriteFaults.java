package dev.confab.system.history;

import static dev.confab.system.history.Edits.any;
import static dev.confab.system.history.Edits.event;
import static dev.confab.system.history.Edits.insert;
import static dev.confab.system.history.Edits.replace;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Ways to break what was written, and what was answered to it.
final class WriteFaults {
  private WriteFaults() {}

  /// Changes an event in the middle of the topic, for both tails; `null` removes it.
  static @Nullable List<Line> relog(
      List<Line> lines, Random random, Function<LogEvent, @Nullable LogEvent> change) {
    Ledger ledger = Ledger.of(lines);
    int at =
        any(
            lines,
            random,
            Entry.Tailed.class,
            e ->
                e.event().seq() > 1 && e.event().seq() < ledger.log(e.event().session()).lastSeq());
    return at < 0 ? null : relog(lines, ((Entry.Tailed) lines.get(at).entry()).event(), change);
  }

  static List<Line> relog(
      List<Line> lines, LogEvent event, Function<LogEvent, @Nullable LogEvent> change) {
    List<Line> changed = new ArrayList<>();
    for (Line line : lines) {
      if (line.entry() instanceof Entry.Tailed tailed && tailed.event().equals(event)) {
        LogEvent other = change.apply(event);
        if (other != null) {
          Entry entry = new Entry.Tailed(tailed.filtered(), tailed.lost(), 0, 0, other);
          changed.add(new Line(line.at(), line.wall(), line.client(), entry));
        }
      } else {
        changed.add(line);
      }
    }
    return changed;
  }

  private static Entry.@Nullable Invoked invoked(List<Line> lines, long op) {
    for (Line line : lines) {
      if (line.entry() instanceof Entry.Invoked invoked && invoked.op() == op) {
        return invoked;
      }
    }
    return null;
  }

  private static LogEvent written(List<Line> lines, Entry.Acked ack) {
    Entry.Invoked write = Objects.requireNonNull(invoked(lines, ack.op()));
    return Ledger.of(lines)
        .log(write.session())
        .of(write.user(), Objects.requireNonNull(write.clientId()))
        .getFirst();
  }

  static @Nullable List<Line> loseAcked(List<Line> lines, Random random) {
    int at = any(lines, random, Entry.Acked.class, e -> true);
    LogEvent event = written(lines, (Entry.Acked) lines.get(at).entry());
    return relog(lines, event, e -> null);
  }

  /// Two writes, one asked after the other was acked, change places in the log.
  static @Nullable List<Line> invertAcks(List<Line> lines, Random random) {
    int at = any(lines, random, Entry.Acked.class, e -> e.seq() > 0);
    Entry.Acked first = (Entry.Acked) lines.get(at).entry();
    LogEvent before = written(lines, first);
    List<Line> rest = lines.subList(at, lines.size());
    for (Line line : rest) {
      if (line.entry() instanceof Entry.Invoked write && write.session().equals(before.session())) {
        for (Line answer : rest) {
          if (answer.entry() instanceof Entry.Acked second
              && second.op() == write.op()
              && second.seq() > first.seq()) {
            return exchange(lines, first, second, before, written(lines, second));
          }
        }
      }
    }
    return null;
  }

  private static List<Line> exchange(
      List<Line> lines, Entry.Acked first, Entry.Acked second, LogEvent before, LogEvent after) {
    UnaryOperator<Entry> exchange =
        entry ->
            switch (entry) {
              case Entry.Tailed t when t.event().equals(before) ->
                  new Entry.Tailed(
                      t.filtered(),
                      t.lost(),
                      0,
                      0,
                      event(after, before.seq(), after.commandId(), after.digest()));
              case Entry.Tailed t when t.event().equals(after) ->
                  new Entry.Tailed(
                      t.filtered(),
                      t.lost(),
                      0,
                      0,
                      event(before, after.seq(), before.commandId(), before.digest()));
              case Entry.Acked ack when ack.equals(first) ->
                  new Entry.Acked(first.op(), second.seq());
              case Entry.Acked ack when ack.equals(second) ->
                  new Entry.Acked(second.op(), first.seq());
              default -> entry;
            };
    return lines.stream()
        .map(l -> new Line(l.at(), l.wall(), l.client(), exchange.apply(l.entry())))
        .toList();
  }

  static @Nullable List<Line> joinInThePast(List<Line> lines, Random random) {
    return replace(
        lines,
        random,
        Entry.Joined.class,
        e ->
            lines.stream()
                .anyMatch(line ->
                    line.at() < e.invoked()
                        && line.entry() instanceof Entry.Acked ack
                        && ack.seq() > 1
                        && Objects.requireNonNull(invoked(lines, ack.op()))
                            .session()
                            .equals(e.session())),
        e ->
            new Entry.Joined(
                e.connection(), e.user(), e.session(), "e", 1, null, false, e.invoked()));
  }

  /// One more event at the end of a session, like one that was sent.
  static @Nullable List<Line> appendLike(
      List<Line> lines, Random random, Function<LogEvent, String> commandId) {
    int at =
        any(lines, random, Entry.Tailed.class, e -> e.event().type().equals("message_created"));
    LogEvent like = ((Entry.Tailed) lines.get(at).entry()).event();
    long seq = Ledger.of(lines).log(like.session()).lastSeq() + 1;
    LogEvent more = event(like, seq, commandId.apply(like), "more");
    int end = lines.size() - 1;
    return insert(
        insert(lines, end, new Entry.Tailed(true, 0, 0, 0, more)),
        end,
        new Entry.Tailed(false, 0, 0, 0, more));
  }

  static @Nullable List<Line> refuseVisible(List<Line> lines, Random random) {
    return replace(
        lines,
        random,
        Entry.Acked.class,
        ack -> attempts(lines, Objects.requireNonNull(invoked(lines, ack.op()))) == 1,
        ack -> new Entry.Refused(ack.op(), "forbidden"));
  }

  private static long attempts(List<Line> lines, Entry.Invoked write) {
    return lines.stream()
        .filter(line ->
            line.entry() instanceof Entry.Invoked other
                && Objects.equals(other.clientId(), write.clientId())
                && other.user().equals(write.user())
                && other.session().equals(write.session()))
        .count();
  }

  static @Nullable List<Line> ambiguousId(List<Line> lines, Random random) {
    int at = any(lines, random, Entry.Tailed.class, e -> e.filtered() && e.lost() == 0);
    LogEvent event = ((Entry.Tailed) lines.get(at).entry()).event();
    LogEvent other = event(event, event.seq(), event.commandId(), "other");
    return insert(lines, at, new Entry.Tailed(false, 0, 0, 0, other));
  }
}
