package dev.confab.history.window;

import java.util.ArrayList;
import java.util.List;

/// Entries on their way into a page that is bounded in number and in bytes. It is full once it
/// holds one more than the page may have, which tells that there is more. Not thread-safe.
public final class Gathered {
  private final int limit;
  private final long mostBytes;
  private final List<Entry> entries = new ArrayList<>();
  private long bytes;

  /// @param mostBytes of all entries together; a page has one entry however large that is
  public Gathered(int limit, long mostBytes) {
    this.limit = limit;
    this.mostBytes = mostBytes;
  }

  /// Without bounds.
  public static Gathered all() {
    return new Gathered(Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  public boolean isFull() {
    return entries.size() > limit || (entries.size() > 1 && bytes > mostBytes);
  }

  /// Leaves it as it is where it is full.
  public void add(Entry entry) {
    if (!isFull()) {
      entries.add(entry);
      bytes += entry.json().length;
    }
  }

  public int size() {
    return entries.size();
  }

  /// What the page has.
  public List<Entry> page() {
    return isFull() ? entries.subList(0, entries.size() - 1) : entries;
  }
}
