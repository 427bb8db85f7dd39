package dev.confab.history.window;

import dev.confab.web.limit.ByteBudget;
import dev.confab.web.limit.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Entries on their way into a page that is bounded in number and in bytes, which are taken from a
/// room as they come. It is full once it holds one more than the page may have, which tells that
/// there is more. Not thread-safe.
public final class Gathered {
  private final int limit;
  private final long mostBytes;
  private final Room room;
  private final List<Entry> entries = new ArrayList<>();
  private long bytes;

  /// @param mostBytes of all entries together; a page has one entry however large that is
  public Gathered(int limit, long mostBytes, Room room) {
    this.limit = limit;
    this.mostBytes = mostBytes;
    this.room = room;
  }

  /// All that a read gives, without bounds.
  public static List<Entry> all(Consumer<Gathered> read) {
    Room endless = new Room(new ByteBudget(Long.MAX_VALUE, () -> {}));
    Gathered all = new Gathered(Integer.MAX_VALUE, Long.MAX_VALUE, endless);
    read.accept(all);
    return all.page();
  }

  public boolean isFull() {
    return entries.size() > limit || (entries.size() > 1 && bytes > mostBytes);
  }

  /// Leaves it as it is where it is full. Throws `NoRoomException` if there is no room.
  public void add(Entry entry) {
    if (isFull()) {
      return;
    }
    int size = entry.json().length;
    if (!room.take(size)) {
      throw new NoRoomException();
    }
    entries.add(entry);
    bytes += size;
  }

  /// Gives back what it took, where it is not used.
  public void giveBack() {
    room.give(bytes);
    entries.clear();
    bytes = 0;
  }

  /// How many more it takes at most until it is full.
  public int lacks() {
    return limit == Integer.MAX_VALUE ? limit : Math.max(0, limit + 1 - entries.size());
  }

  public int size() {
    return entries.size();
  }

  /// What the page has.
  public List<Entry> page() {
    return isFull() ? entries.subList(0, entries.size() - 1) : entries;
  }
}
