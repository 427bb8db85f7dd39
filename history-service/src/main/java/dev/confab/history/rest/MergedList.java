package dev.confab.history.rest;

import dev.confab.history.page.ListPlace;
import dev.confab.history.page.ListStart;
import dev.confab.history.page.Place;
import dev.confab.schema.id.SessionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Pages of several instances in one order, which is known as far as the page reaches that ends
/// first. For one request.
final class MergedList {
  private final ListPlace from;
  private final Comparator<Place> order;
  private final NavigableMap<Place, byte[]> items;
  private @Nullable Place end;
  private boolean moved;
  private boolean openEnded;
  private @Nullable SessionId lastMoved;

  /// All pages begin there.
  MergedList(ListPlace from) {
    this.from = from;
    this.order = from instanceof ListPlace.Moved ? Place.BY_ID : Comparator.naturalOrder();
    this.items = new TreeMap<>(order);
  }

  /// @param next `null` at the list's end
  record Part(List<byte[]> items, @Nullable ListPlace next) {}

  void add(Place place, byte[] json) {
    items.put(place, json);
  }

  /// An instance has more behind this place.
  void cutBehind(Place last) {
    end = end == null || order.compare(last, end) < 0 ? last : end;
  }

  /// An instance has sessions that moved, up to that id; an older one, with `null`, does not say
  /// how far.
  void haveMoved(@Nullable SessionId last) {
    moved = true;
    openEnded |= last == null;
    if (last != null && (lastMoved == null || last.compareTo(lastMoved) > 0)) {
      lastMoved = last;
    }
  }

  /// Whether the cursor of an instance's page leads on in the order of these pages.
  boolean goesOn(@Nullable Cursor next) {
    return from instanceof ListPlace.Moved
        || !(next instanceof Cursor.InList(ListPlace.Moved among));
  }

  /// One item at least, if there is any.
  Part page(int limit, long mostBytes, @Nullable ListStart start) {
    List<byte[]> page = new ArrayList<>();
    Place last = null;
    long bytes = 0;
    boolean more = end != null;
    for (var item : (end == null ? items : items.headMap(end, true)).entrySet()) {
      bytes += item.getValue().length;
      if (page.size() == limit || (!page.isEmpty() && bytes > mostBytes)) {
        more = true;
        break;
      }
      page.add(item.getValue());
      last = item.getKey();
    }
    return new Part(page, more && last != null ? behind(last, start) : afterAll(start));
  }

  private ListPlace behind(Place last, @Nullable ListStart start) {
    return from instanceof ListPlace.Moved among
        ? new ListPlace.Moved(last.id(), among.until(), among.start())
        : new ListPlace.Behind(last, start);
  }

  private @Nullable ListPlace afterAll(@Nullable ListStart start) {
    if (!moved || start == null || from instanceof ListPlace.Moved) {
      return null;
    }
    return new ListPlace.Moved(null, openEnded ? null : lastMoved, start);
  }
}
