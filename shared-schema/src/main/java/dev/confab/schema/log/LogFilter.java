package dev.confab.schema.log;

import org.jspecify.annotations.Nullable;

/// Decides which records of one partition of `chat.events` count, for a reader that sees them all,
/// in order.
///
/// A marker with a higher term makes it and its owner current. A record counts iff its term and
/// owner are the current ones and its ordinal is the next; after a wrong ordinal nothing more of
/// that term counts. All readers that apply this agree, whatever a paused owner, a late append or
/// one lost in the middle of a pipeline left behind. Not thread-safe.
public final class LogFilter {
  /// What to do with a record.
  public enum Verdict {
    /// A new term begins; there is no event in the record.
    OPENED,
    /// It counts: an event, or a progress record if it has no key.
    ACCEPTED,
    /// As if it were not there.
    DROPPED
  }

  private FilterState state;

  public LogFilter(FilterState state) {
    this.state = state;
  }

  /// The state behind the last record that was judged.
  public FilterState state() {
    return state;
  }

  /// `null` is a record without a position: it never counts.
  public Verdict judge(@Nullable LogPosition record) {
    if (record == null) {
      return Verdict.DROPPED;
    }
    if (record.marker()) {
      return open(record);
    }
    if (state.expects(record)) {
      state = new FilterState(state.term(), state.owner(), state.next() + 1, true);
      return Verdict.ACCEPTED;
    }
    if (state.isOf(record)) {
      state = new FilterState(state.term(), state.owner(), state.next(), false);
    }
    return Verdict.DROPPED;
  }

  private Verdict open(LogPosition marker) {
    if (marker.term() <= state.term()) {
      return Verdict.DROPPED;
    }
    state = new FilterState(marker.term(), marker.owner(), 1, true);
    return Verdict.OPENED;
  }
}
