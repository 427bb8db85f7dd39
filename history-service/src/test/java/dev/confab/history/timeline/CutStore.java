package dev.confab.history.timeline;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/// A store that remembers its writes in order, as a changelog does.
final class CutStore extends MapStore {
  private final List<Bytes> keys = new ArrayList<>();
  private final List<byte @Nullable []> values = new ArrayList<>();

  int writes() {
    return keys.size();
  }

  /// Of all writes, keys and values.
  long bytes() {
    return keys.stream().mapToLong(key -> key.get().length).sum()
        + values.stream().mapToLong(value -> value == null ? 0 : value.length).sum();
  }

  /// What there is after the first `kept` writes.
  MapStore cutAfter(int kept) {
    MapStore store = new MapStore();
    restore(store, 0, kept);
    return store;
  }

  /// Writes again what was written from one place to another.
  void restore(MapStore store, int from, int to) {
    for (int i = Math.max(0, from); i < to; i++) {
      byte[] value = values.get(i);
      if (value == null) {
        store.delete(keys.get(i));
      } else {
        store.put(keys.get(i), value);
      }
    }
  }

  @Override
  public void put(Bytes key, byte[] value) {
    keys.add(key);
    values.add(value);
    super.put(key, value);
  }

  @Override
  public byte @Nullable [] delete(Bytes key) {
    keys.add(key);
    values.add(null);
    return super.delete(key);
  }
}
