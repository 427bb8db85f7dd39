package dev.confab.system.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Ways to break a history, each with the check that has to see it.
enum Mutant {
  DROP(Check.STREAM_HOLE, (lines, random) -> remove(lines, followed(lines, random))),
  SWAP(Check.STREAM_HOLE, Mutant::swap),
  DOUBLE(
      Check.STREAM_HOLE,
      (lines, random) -> {
        int at = any(lines, random, Entry.Received.class, e -> true);
        return at < 0 ? null : insert(lines, at, lines.get(at).entry());
      }),
  ALTER(
      Check.TWO_CONTENTS,
      (lines, random) ->
          replace(
              lines,
              random,
              Entry.Received.class,
              e -> true,
              e ->
                  new Entry.Received(
                      e.connection(), e.session(), e.seq(), e.type(), e.commandId(), "other"))),
  LEAK(Check.LEAK, Mutant::leak),
  LEAK_AFTER_REMOVAL(Check.LEAK, Mutant::leakAfterRemoval),
  LEAK_REPLAY(Check.LEAK, Mutant::leakReplay),
  RECOVER_FROM_ANOTHER_LOG(
      Check.STREAM_HOLE,
      (lines, random) ->
          replace(
              lines,
              random,
              Entry.Joined.class,
              e -> e.recovered(),
              e ->
                  new Entry.Joined(
                      e.connection(),
                      e.user(),
                      e.session(),
                      "another",
                      e.seq(),
                      e.after(),
                      true,
                      e.invoked()))),
  ANOTHER_IN_THE_NEW_LOG(
      Check.TWO_CONTENTS,
      (lines, random) -> {
        int at = any(lines, random, Entry.Tailed.class, e -> e.filtered() && e.lost() > 0);
        LogEvent event = ((Entry.Tailed) lines.get(at).entry()).event();
        LogEvent other = event(event, event.seq(), event.commandId(), "other");
        return set(lines, at, new Entry.Tailed(true, 1, 0, 0, other));
      }),
  DOUBLE_IN_THE_NEW_LOG(
      Check.LOG_HOLE,
      (lines, random) -> {
        int at = any(lines, random, Entry.Tailed.class, e -> e.filtered() && e.lost() > 0);
        return insert(lines, at, lines.get(at).entry());
      }),
  REUSE_SEQ(
      Check.TWO_CONTENTS,
      (lines, random) ->
          relog(lines, random, e -> event(e, e.seq() - 1, e.commandId(), e.digest()))),
  HOLE_IN_LOG(Check.LOG_HOLE, (lines, random) -> relog(lines, random, e -> null)),
  LOSE_ACKED(Check.LOST_ACK, Mutant::loseAcked),
  ACK_WRONG_SEQ(
      Check.LOST_ACK,
      (lines, random) ->
          replace(
              lines,
              random,
              Entry.Acked.class,
              e -> e.seq() > 0,
              e -> new Entry.Acked(e.op(), e.seq() + 1))),
  INVERT_ACKS(Check.ACK_ORDER, Mutant::invertAcks),
  JOIN_IN_THE_PAST(Check.ACK_ORDER, Mutant::joinInThePast),
  WRITE_TWICE(Check.TWO_SEQS, (lines, random) -> appendLike(lines, random, e -> e.commandId())),
  INVENT(Check.INVENTED, (lines, random) -> appendLike(lines, random, e -> "nobody")),
  REFUSE_VISIBLE(Check.REFUSED_BUT_VISIBLE, Mutant::refuseVisible),
  AMBIGUOUS_ID(Check.TAILS_DIFFER, Mutant::ambiguousId),
  LEAVE_BEHIND(Check.STREAM_BEHIND, Mutant::leaveBehind),
  HOLE_IN_EVENTS_PAGE(Check.PAGE_DIFFERS, (lines, random) -> holeInPage(lines, random, "events")),
  HOLE_IN_MESSAGES_PAGE(
      Check.PAGE_DIFFERS, (lines, random) -> holeInPage(lines, random, "messages")),
  SHORT_LAST_PAGE(
      Check.PAGE_DIFFERS,
      (lines, random) ->
          replace(
              lines,
              random,
              Entry.Page.class,
              p -> p.limit() == 0 && !p.items().isEmpty(),
              p -> page(p, p.items().subList(0, p.items().size() - 1)))),
  ALTER_PAGE(
      Check.PAGE_DIFFERS,
      (lines, random) ->
          replace(
              lines,
              random,
              Entry.Page.class,
              p -> !p.items().isEmpty(),
              p -> {
                List<Item> items = new ArrayList<>(p.items());
                int at = random.nextInt(items.size());
                items.set(at, new Item(items.get(at).seq(), "other"));
                return page(p, items);
              })),
  DROP_ARCHIVED(
      Check.ARCHIVE_DIFFERS,
      (lines, random) -> remove(lines, any(lines, random, Entry.Archived.class, e -> true))),
  ALTER_ARCHIVED(
      Check.ARCHIVE_DIFFERS,
      (lines, random) ->
          replace(
              lines,
              random,
              Entry.Archived.class,
              e -> true,
              e -> new Entry.Archived(e.table(), e.session(), new Item(e.item().seq(), "other")))),
  ADD_ARCHIVED(
      Check.ARCHIVE_DIFFERS,
      (lines, random) -> {
        int at = any(lines, random, Entry.Archived.class, e -> true);
        Entry.Archived row = (Entry.Archived) lines.get(at).entry();
        return insert(
            lines, at, new Entry.Archived(row.table(), row.session(), new Item(9999, "x")));
      }),
  EMPTY(
      Check.VACUOUS,
      (lines, random) ->
          lines.stream().filter(line -> !(line.entry() instanceof Entry.Acked)).toList());

  /// Gives `null` if there is nothing in the history that can be broken so.
  @FunctionalInterface
  private interface Break {
    @Nullable List<Line> apply(List<Line> lines, Random random);
  }

  private final Check seenBy;

  @SuppressWarnings("ImmutableEnumChecker") // A lambda without state.
  private final Break how;

  Mutant(Check seenBy, Break how) {
    this.seenBy = seenBy;
    this.how = how;
  }

  Check seenBy() {
    return seenBy;
  }

  @Nullable List<Line> of(List<Line> lines, long seed) {
    return how.apply(lines, new Random(seed));
  }

  /// The place of any such entry; -1 if there is none.
  private static <E extends Entry> int any(
      List<Line> lines, Random random, Class<E> type, Predicate<E> such) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Entry entry = lines.get(i).entry();
      if (type.isInstance(entry) && such.test(type.cast(entry))) {
        places.add(i);
      }
    }
    return places.isEmpty() ? -1 : places.get(random.nextInt(places.size()));
  }

  private static <E extends Entry> @Nullable List<Line> replace(
      List<Line> lines, Random random, Class<E> type, Predicate<E> such, Function<E, Entry> by) {
    int at = any(lines, random, type, such);
    return at < 0 ? null : set(lines, at, by.apply(type.cast(lines.get(at).entry())));
  }

  private static List<Line> set(List<Line> lines, int at, Entry entry) {
    List<Line> changed = new ArrayList<>(lines);
    Line old = lines.get(at);
    changed.set(at, new Line(old.at(), old.wall(), old.client(), entry));
    return changed;
  }

  private static @Nullable List<Line> remove(List<Line> lines, int at) {
    if (at < 0) {
      return null;
    }
    List<Line> changed = new ArrayList<>(lines);
    changed.remove(at);
    return changed;
  }

  private static List<Line> insert(List<Line> lines, int at, Entry entry) {
    List<Line> changed = new ArrayList<>(lines);
    Line old = lines.get(at);
    changed.add(at, new Line(old.at(), old.wall(), old.client(), entry));
    return changed;
  }

  private static Entry.Page page(Entry.Page page, List<Item> items) {
    return new Entry.Page(
        page.of(), page.session(), page.user(), page.after(), page.minSeq(), page.limit(), items);
  }

  private static LogEvent event(LogEvent e, long seq, String commandId, String digest) {
    return new LogEvent(
        e.session(),
        seq,
        e.type(),
        e.actor(),
        commandId,
        digest,
        e.body(),
        e.item(),
        e.target(),
        e.members());
  }

  /// A received event that another follows on the same connection; -1 if there is none.
  private static int followed(List<Line> lines, Random random) {
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

  private static @Nullable List<Line> swap(List<Line> lines, Random random) {
    int at = followed(lines, random);
    if (at < 0) {
      return null;
    }
    Entry event = lines.get(at).entry();
    int next = follower(lines, (Entry.Received) event);
    return set(set(lines, at, lines.get(next).entry()), next, event);
  }

  /// To somebody who is no member, as what came behind his join.
  private static @Nullable List<Line> leak(List<Line> lines, Random random) {
    return leak(
        lines,
        random,
        event ->
            new Entry.Joined(
                "leaky", "stranger", event.session(), "e", event.seq() - 1, null, false, 0));
  }

  /// To somebody who is no member, as what was before his join.
  private static @Nullable List<Line> leakReplay(List<Line> lines, Random random) {
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

  private static @Nullable List<Line> leak(
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

  private static @Nullable List<Line> leakAfterRemoval(List<Line> lines, Random random) {
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

  /// Changes an event in the middle of the topic, for both tails; `null` removes it.
  private static @Nullable List<Line> relog(
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

  private static List<Line> relog(
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

  private static @Nullable List<Line> loseAcked(List<Line> lines, Random random) {
    int at = any(lines, random, Entry.Acked.class, e -> true);
    LogEvent event = written(lines, (Entry.Acked) lines.get(at).entry());
    return relog(lines, event, e -> null);
  }

  /// Two writes, one asked after the other was acked, change places in the log.
  private static @Nullable List<Line> invertAcks(List<Line> lines, Random random) {
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

  private static @Nullable List<Line> joinInThePast(List<Line> lines, Random random) {
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
  private static @Nullable List<Line> appendLike(
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

  private static @Nullable List<Line> refuseVisible(List<Line> lines, Random random) {
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

  private static @Nullable List<Line> ambiguousId(List<Line> lines, Random random) {
    int at = any(lines, random, Entry.Tailed.class, e -> e.filtered() && e.lost() == 0);
    LogEvent event = ((Entry.Tailed) lines.get(at).entry()).event();
    LogEvent other = event(event, event.seq(), event.commandId(), "other");
    return insert(lines, at, new Entry.Tailed(false, 0, 0, 0, other));
  }

  /// The last event of a connection that is open at the end, and of whose session there is more
  /// than its join showed, never comes.
  private static @Nullable List<Line> leaveBehind(List<Line> lines, Random random) {
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

  private static @Nullable List<Line> holeInPage(List<Line> lines, Random random, String of) {
    return replace(
        lines,
        random,
        Entry.Page.class,
        p -> p.of().equals(of) && p.limit() == 0 && p.items().size() > 2,
        p -> {
          List<Item> items = new ArrayList<>(p.items());
          items.remove(1 + random.nextInt(items.size() - 2));
          return page(p, items);
        });
  }
}
