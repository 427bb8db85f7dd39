package dev.confab.web.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A budget of which nobody has more than his share, so that one alone can't take it from the
/// others. Thread-safe.
///
/// @param <K> who has a share
public final class Shares<K> {
  private final ByteBudget all;
  private final Map<K, Long> held = new ConcurrentHashMap<>();

  public Shares(ByteBudget all) {
    this.all = all;
  }

  /// In bytes.
  public long total() {
    return all.total();
  }

  /// One's share.
  ///
  /// @param most bytes of it
  public Bytes of(K who, long most) {
    return new Bytes() {
      @Override
      public boolean take(long bytes) {
        if (held.merge(who, bytes, Long::sum) <= most && all.take(bytes)) {
          return true;
        }
        forget(who, bytes);
        return false;
      }

      @Override
      public void give(long bytes) {
        forget(who, bytes);
        all.give(bytes);
      }
    };
  }

  private void forget(K who, long bytes) {
    held.computeIfPresent(who, (w, before) -> before == bytes ? null : before - bytes);
  }
}
