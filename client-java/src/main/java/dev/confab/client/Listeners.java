package dev.confab.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Whom something is told. One that throws anything, an `Error`, too, is logged; it is the
/// caller's, and must not stop what others wait for. Thread-safe.
final class Listeners<T> {
  private static final System.Logger LOG = System.getLogger("dev.confab.client");

  private final List<Consumer<? super T>> all = new CopyOnWriteArrayList<>();

  void add(Consumer<? super T> listener) {
    all.add(listener);
  }

  void tell(T what) {
    for (Consumer<? super T> listener : all) {
      try {
        listener.accept(what);
      } catch (Throwable e) {
        LOG.log(System.Logger.Level.ERROR, "a listener failed", e);
      }
    }
  }
}
