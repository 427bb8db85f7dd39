package dev.confab.web.limit;

/// What one request holds of a budget. Once it was ended there is no room any more, so that work
/// which goes on after its request takes nothing that nobody gives back. Thread-safe.
public final class Room {
  private final Bytes budget;
  private long held;
  private boolean ended;

  public Room(Bytes budget) {
    this.budget = budget;
  }

  /// Whether there is room for so many bytes more: all or none.
  public synchronized boolean take(long bytes) {
    if (ended || !budget.take(bytes)) {
      return false;
    }
    held += bytes;
    return true;
  }

  /// Gives back some of what it holds.
  public synchronized void give(long bytes) {
    long given = Math.min(bytes, held);
    held -= given;
    budget.give(given);
  }

  /// Gives back all that it holds.
  public synchronized void clear() {
    give(held);
  }

  /// The request is over.
  public synchronized void end() {
    ended = true;
    clear();
  }
}
