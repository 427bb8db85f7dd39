package dev.confab.analytics.count;

/// Counting can't go on without an operator; the message says what to do. Repeating does not help,
/// so the streams stop.
public final class CountFault extends RuntimeException {
  public CountFault(String message) {
    super(message);
  }
}
