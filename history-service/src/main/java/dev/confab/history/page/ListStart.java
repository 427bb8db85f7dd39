package dev.confab.history.page;

import dev.confab.history.timeline.Timeline;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far the view of each partition had come before the first page of a list was read: the offset
/// of its next record. A session without an event since then stands where it stood; of any other it
/// can't be told whether a page had it. A partition that is not named, or of another log, is taken
/// for one of which nothing was known.
public record ListStart(String epoch, SortedMap<Integer, Long> next) {
  public ListStart(String epoch, Map<Integer, Long> next) {
    this(epoch, new TreeMap<>(next));
  }

  /// Whether the part holds all that was known then.
  boolean isReached(Timeline.Part part, String now) {
    return !epoch.equals(now) || next.getOrDefault(part.partition(), 0L) <= part.next();
  }

  /// Whether the record at that offset came later.
  boolean isBefore(Timeline.Part part, long offset, String now) {
    return !epoch.equals(now) || next.getOrDefault(part.partition(), 0L) <= offset;
  }
}
