package dev.confab.web.limit;

/// Bytes that can be taken as long as there are some. Whoever takes them gives them back.
/// Thread-safe.
public interface Bytes {
  /// Whether so many bytes more are there: all or none.
  boolean take(long bytes);

  void give(long bytes);
}
