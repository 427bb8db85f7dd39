package dev.confab.streams;

import dev.confab.schema.log.FilterState;
import dev.confab.schema.log.LogFilter;
import dev.confab.schema.log.LogPosition;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The log filter of a view whose reader may be put back behind what the view holds, and may find
/// that records were deleted before it could read them.
///
/// A record below the position was judged before, and the position is stored with its effects or
/// behind them: it is `SEEN`, whatever it is. So a replay from any earlier offset changes nothing.
///
/// Where offsets jump, records are missing: the `gap` rises to the jump, and the filter goes on
/// with the term that the registry says was opened below it. Nothing of that term counts until a
/// record says that all before the first one seen of it was safe; what is passed over until then
/// raises the gap, too. Not thread-safe.
public final class PositionedFilter {
  public enum Verdict {
    /// It was judged before, and its effects are there.
    SEEN,
    ACCEPTED,
    /// A marker, or as if it were not there.
    NOTHING
  }

  /// The opening of a shard that the registry knows.
  public record Opening(long term, String owner) {}

  private final LongFunction<@Nullable Opening> openedBelow;
  private Position position;

  /// `openedBelow` gives the opening with the highest marker below an offset, `null` if the
  /// registry knows none.
  public PositionedFilter(Position position, LongFunction<@Nullable Opening> openedBelow) {
    this.position = position;
    this.openedBelow = openedBelow;
  }

  public Position position() {
    return position;
  }

  /// The view found that it lacks events below this offset.
  public void raiseGap(long offset) {
    position = position.withGap(offset);
  }

  public Verdict judge(long offset, @Nullable LogPosition record) {
    if (offset < position.next()) {
      return Verdict.SEEN;
    }
    if (offset > position.next()) {
      jump(offset);
    }
    return position.anchored() ? follow(offset, record) : anchor(offset, record);
  }

  private void jump(long offset) {
    Opening opening = openedBelow.apply(offset);
    FilterState filter =
        opening == null
            ? FilterState.START
            : new FilterState(opening.term(), opening.owner(), 0, true);
    position = position.at(offset - 1, filter).withGap(offset).anchored(false, 0);
  }

  private Verdict follow(long offset, @Nullable LogPosition record) {
    LogFilter filter = new LogFilter(position.filter());
    LogFilter.Verdict verdict = filter.judge(record);
    position = position.at(offset, filter.state());
    return verdict == LogFilter.Verdict.ACCEPTED ? Verdict.ACCEPTED : Verdict.NOTHING;
  }

  private Verdict anchor(long offset, @Nullable LogPosition record) {
    FilterState known = position.filter();
    if (record != null && record.marker() && record.term() > known.term()) {
      position = position.anchored(true, 0);
      return follow(offset, record);
    }
    if (record == null || record.marker() || !isOf(known, record)) {
      position = position.at(offset, known).withGap(offset + 1);
      return Verdict.NOTHING;
    }
    long first = position.first() == 0 ? record.n() : position.first();
    boolean whole = known.whole() && (position.first() == 0 || record.n() == known.next());
    FilterState seen = new FilterState(known.term(), known.owner(), record.n() + 1, whole);
    if (whole && record.safe() >= first - 1) {
      position = position.at(offset, seen).withGap(offset).anchored(true, 0);
      return Verdict.ACCEPTED;
    }
    position = position.at(offset, seen).withGap(offset + 1).anchored(false, first);
    return Verdict.NOTHING;
  }

  private static boolean isOf(FilterState known, LogPosition record) {
    return record.term() == known.term() && record.owner().equals(known.owner());
  }
}
