package dev.confab.analytics.count;

import dev.confab.schema.codec.Json;
import dev.confab.schema.codec.MalformedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// What one task keeps, as JSON under text keys, and which of it has changed since it was last
/// written out. The marks of change are stored, too: a task that goes on elsewhere writes what the
/// one before it owed. One thread.
final class Sums {
  /// Behind every key that begins with what stands before it.
  private static final String LAST = "~";

  private static final String CHANGED = "changed/";
  private static final byte[] MARK = {};

  private final KeyValueStore<String, byte[]> store;
  private final Set<String> changed = new LinkedHashSet<>();

  Sums(KeyValueStore<String, byte[]> store) {
    this.store = store;
    for (String key : keys(CHANGED)) {
      changed.add(key.substring(CHANGED.length()));
    }
  }

  <T> @Nullable T get(String key, Class<T> type) {
    byte[] value = store.get(key);
    if (value == null) {
      return null;
    }
    try {
      return Json.decode(value, type);
    } catch (MalformedException e) {
      throw new IllegalStateException("what is stored under " + key + " can't be read", e);
    }
  }

  void put(String key, Object value) {
    store.put(key, Json.encode(value));
  }

  /// Keeps the mark; false if it was there.
  boolean mark(String key) {
    return store.putIfAbsent(key, MARK) == null;
  }

  void delete(String key) {
    store.delete(key);
  }

  void changed(String key) {
    if (changed.add(key)) {
      store.put(CHANGED + key, MARK);
    }
  }

  /// What has changed since the last time; it counts as written out now.
  List<String> takeChanged() {
    List<String> taken = List.copyOf(changed);
    taken.forEach(key -> store.delete(CHANGED + key));
    changed.clear();
    return taken;
  }

  /// The keys that begin so, in order.
  List<String> keys(String beginning) {
    return keys(beginning, beginning + LAST);
  }

  /// Deletes what begins so and continues with less than this.
  void deleteBelow(String beginning, String end) {
    String first = beginning + end;
    for (String key : keys(beginning, first)) {
      if (!key.equals(first)) {
        store.delete(key);
      }
    }
  }

  void clear() {
    List<String> all = new ArrayList<>();
    try (var found = store.all()) {
      found.forEachRemaining(entry -> all.add(entry.key));
    }
    all.forEach(store::delete);
    changed.clear();
  }

  private List<String> keys(String from, String to) {
    List<String> keys = new ArrayList<>();
    try (var found = store.range(from, to)) {
      while (found.hasNext()) {
        KeyValue<String, byte[]> entry = found.next();
        keys.add(entry.key);
      }
    }
    return keys;
  }
}
