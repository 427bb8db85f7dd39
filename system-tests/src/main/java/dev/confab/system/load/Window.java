package dev.confab.system.load;

import java.util.LinkedHashMap;
import java.util.Map;

/// The keyed writes of one user, on all his devices, that have no final answer. He may begin one
/// only while his oldest is among the last that a session remembers of him; behind that, a repeat
/// would be a new write. Thread-safe.
final class Window {
  /// A session remembers 128. Fewer, because every one of them is repeated, and repeats of all that
  /// hangs must not be what keeps an overloaded machine from answering.
  private static final int WIDTH = 32;

  private final Map<String, Long> open = new LinkedHashMap<>();
  private long begun;

  synchronized void begin(String clientId) {
    begun++;
    open.put(clientId, begun);
  }

  /// Nothing happens if it ended before.
  synchronized void end(String clientId) {
    open.remove(clientId);
  }

  /// Whether an attempt may still be repeated.
  synchronized boolean isOpen(String clientId) {
    return open.containsKey(clientId);
  }

  synchronized boolean isFull() {
    return !open.isEmpty() && begun - open.values().iterator().next() >= WIDTH;
  }
}
