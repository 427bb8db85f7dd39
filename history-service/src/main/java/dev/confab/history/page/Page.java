package dev.confab.history.page;

import dev.confab.history.window.Entry;
import java.util.List;

/// A complete stretch of entries in seq order.
///
/// @param more whether there is more in the direction of reading
public record Page(List<Entry> items, boolean more) {
  public Page {
    items = List.copyOf(items);
  }
}
