package dev.confab.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// What one case sent and what came of it, for the report. One thread.
final class Attempt {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private String outcome = "";

  /// Notes bytes that are about to be sent.
  byte[] sends(byte[] bytes) {
    sent.writeBytes(bytes);
    return bytes;
  }

  byte[] sends(String text) {
    return sends(text.getBytes(UTF_8));
  }

  /// Notes how it ended, in a word or two; these are counted.
  void ended(String how) {
    outcome = how;
  }

  String outcome() {
    return outcome;
  }

  String input() {
    return Finding.shown(sent.toByteArray());
  }
}
