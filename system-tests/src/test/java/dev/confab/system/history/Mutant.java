package dev.confab.system.history;

import static dev.confab.system.history.Edits.any;
import static dev.confab.system.history.Edits.event;
import static dev.confab.system.history.Edits.insert;
import static dev.confab.system.history.Edits.page;
import static dev.confab.system.history.Edits.remove;
import static dev.confab.system.history.Edits.replace;
import static dev.confab.system.history.Edits.set;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Ways to break a history, each with the check that has to see it.
enum Mutant {
  DROP(Check.STREAM_HOLE, (lines, random) -> remove(lines, StreamFaults.followed(lines, random))),
  SWAP(Check.STREAM_HOLE, StreamFaults::swap),
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
  LEAK(Check.LEAK, StreamFaults::leak),
  LEAK_AFTER_REMOVAL(Check.LEAK, StreamFaults::leakAfterRemoval),
  LEAK_REPLAY(Check.LEAK, StreamFaults::leakReplay),
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
          WriteFaults.relog(lines, random, e -> event(e, e.seq() - 1, e.commandId(), e.digest()))),
  HOLE_IN_LOG(Check.LOG_HOLE, (lines, random) -> WriteFaults.relog(lines, random, e -> null)),
  LOSE_ACKED(Check.LOST_ACK, WriteFaults::loseAcked),
  ACK_WRONG_SEQ(
      Check.LOST_ACK,
      (lines, random) ->
          replace(
              lines,
              random,
              Entry.Acked.class,
              e -> e.seq() > 0,
              e -> new Entry.Acked(e.op(), e.seq() + 1))),
  INVERT_ACKS(Check.ACK_ORDER, WriteFaults::invertAcks),
  JOIN_IN_THE_PAST(Check.ACK_ORDER, WriteFaults::joinInThePast),
  WRITE_TWICE(
      Check.TWO_SEQS, (lines, random) -> WriteFaults.appendLike(lines, random, e -> e.commandId())),
  INVENT(Check.INVENTED, (lines, random) -> WriteFaults.appendLike(lines, random, e -> "nobody")),
  REFUSE_VISIBLE(Check.REFUSED_BUT_VISIBLE, WriteFaults::refuseVisible),
  AMBIGUOUS_ID(Check.TAILS_DIFFER, WriteFaults::ambiguousId),
  LEAVE_BEHIND(Check.STREAM_BEHIND, StreamFaults::leaveBehind),
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
