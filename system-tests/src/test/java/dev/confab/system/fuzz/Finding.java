package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// A broken promise and how to break it again.
///
/// @param input as it was sent, with escapes for what can't be printed
record Finding(String fuzzer, long seed, long number, String promise, String input) {
  private static final int MOST = 2_000;

  /// As many before it as one connection may have had.
  private static final int BEFORE = 50;

  /// The bytes as a text of printable ASCII.
  static String shown(byte[] bytes) {
    StringBuilder shown = new StringBuilder();
    String text = new String(bytes, 0, Math.min(bytes.length, MOST), ISO_8859_1);
    text.chars()
        .forEach(c -> {
          if (c == '\n') {
            shown.append("\\n\n");
          } else if (c < ' ' || c > '~') {
            shown.append("\\x%02x".formatted(c));
          } else {
            shown.append((char) c);
          }
        });
    return bytes.length > MOST ? shown + " … (" + bytes.length + " bytes)" : shown.toString();
  }

  @Override
  public String toString() {
    return "%s, case %d: %s%n  again: -Dconfab.fuzz.seed=%d -Dconfab.fuzz.only=%s:%d-%d%n%s"
        .formatted(
            fuzzer, number, promise, seed, fuzzer, Math.max(0, number - BEFORE), number, input);
  }
}
