package dev.confab.web.server;

/// How far a client has come with its answer, in bytes and nanoseconds. Not thread-safe.
final class Progress {
  private boolean begun;
  private long since;
  private long taken;

  /// The answer has to wait for the client; how long it does counts from the first time.
  void begin(long now) {
    since = begun ? since : now;
    begun = true;
    taken = 0;
  }

  void took(long bytes) {
    taken += bytes;
  }

  /// What was taken since this was asked last.
  long next() {
    long now = taken;
    taken = 0;
    return now;
  }

  long waited(long now) {
    return begun ? now - since : 0;
  }
}
