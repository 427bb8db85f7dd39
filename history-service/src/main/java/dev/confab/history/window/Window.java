package dev.confab.history.window;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The newest part of one session, read live: what it gives can be newer than a summary that was
/// read before it. Bounds are inclusive.
public interface Window {
  @Nullable Summary summary();

  @Nullable Profile profile();

  /// The highest ones first.
  List<Entry> messagesDown(long highest, long lowest, int limit);

  /// The lowest ones first.
  List<Entry> messagesUp(long lowest, long highest, int limit);

  @Nullable Entry message(long seq);

  List<Entry> events(long lowest, long highest);
}
