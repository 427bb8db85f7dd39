package dev.confab.schema.log;

import com.fasterxml.jackson.annotation.JsonIgnore;

/// What a {@link LogFilter} knows after some offset; store it together with that offset.
///
/// @param term the term that is current; 0 before the first marker
/// @param owner the opening that has the term; empty before the first marker
/// @param next the ordinal that counts next
/// @param whole false once an ordinal was missing: nothing more of the term counts
public record FilterState(long term, String owner, long next, boolean whole) {
  /// Before the first record of a partition.
  public static final FilterState START = new FilterState(0, "", 1, true);

  @JsonIgnore
  boolean expects(LogPosition record) {
    return term > 0
        && whole
        && record.term() == term
        && record.owner().equals(owner)
        && record.n() == next;
  }

  @JsonIgnore
  boolean isOf(LogPosition record) {
    return record.term() == term && record.owner().equals(owner);
  }
}
