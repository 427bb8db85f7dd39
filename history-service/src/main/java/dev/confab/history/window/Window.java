package dev.confab.history.window;

import org.jspecify.annotations.Nullable;

/// The newest part of one session, read live: what it gives can be newer than a summary that was
/// read before it. Bounds are inclusive.
public interface Window {
  @Nullable Summary summary();

  @Nullable Profile profile();

  /// The highest ones first.
  void messagesDown(long highest, long lowest, Gathered into);

  /// The lowest ones first.
  void messagesUp(long lowest, long highest, Gathered into);

  @Nullable Entry message(long seq);

  void events(long lowest, long highest, Gathered into);
}
