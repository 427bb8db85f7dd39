package dev.confab.history.window;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A message or an event as it is stored: its place in the session and its JSON. Nobody changes the
/// bytes.
public final class Entry {
  private final long seq;
  private final byte[] json;

  public Entry(long seq, byte[] json) {
    this.seq = seq;
    this.json = json;
  }

  public long seq() {
    return seq;
  }

  public byte[] json() {
    return json;
  }

  /// For tests and people.
  public String text() {
    return new String(json, UTF_8);
  }

  /// Without the JSON: it holds what people wrote.
  @Override
  public String toString() {
    return "entry " + seq;
  }
}
