package dev.confab.system.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/// The chance of one case: the same seed, fuzzer and number make the same choices. One thread.
final class Dice {
  private final SplittableRandom random;

  Dice(long seed, String fuzzer, long number) {
    this.random =
        new SplittableRandom(seed * 0x9E3779B97F4A7C15L + fuzzer.hashCode() * 31L + number);
  }

  /// From 0 to below `bound`.
  int below(int bound) {
    return random.nextInt(bound);
  }

  /// Once in so many times.
  boolean onceIn(int times) {
    return random.nextInt(times) == 0;
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[below(choices.length)];
  }

  <T> T of(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /// A length that is mostly small, and seldom near the most.
  int length(int most) {
    return switch (below(10)) {
      case 0 -> below(most + 1);
      case 1, 2 -> below(Math.min(most, 1_000) + 1);
      default -> below(Math.min(most, 20) + 1);
    };
  }

  /// The bytes with a few changes: flipped, left out, put in, doubled, cut off.
  byte[] spoil(byte[] sound) {
    byte[] bytes = sound.clone();
    int changes = 1 + below(3);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int at = below(bytes.length);
      int more = Math.min(bytes.length - at, 1 + length(64));
      bytes =
          switch (below(6)) {
            case 0 -> with(bytes, at, bytes[at] ^ (1 << below(8)));
            case 1 -> with(bytes, at, below(256));
            case 2 -> joined(bytes, 0, at, bytes, at + more, bytes.length);
            case 3 -> joined(joined(bytes, 0, at, bytes(more), 0, more), bytes, at);
            case 4 -> joined(bytes, 0, at + more, bytes, at, bytes.length);
            default -> joined(bytes, 0, at, bytes, 0, 0);
          };
    }
    return bytes;
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    return bytes;
  }

  private static byte[] joined(byte[] head, byte[] of, int from) {
    return joined(head, 0, head.length, of, from, of.length);
  }

  private static byte[] joined(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
    byte[] both = new byte[aTo - aFrom + bTo - bFrom];
    System.arraycopy(a, aFrom, both, 0, aTo - aFrom);
    System.arraycopy(b, bFrom, both, aTo - aFrom, bTo - bFrom);
    return both;
  }
}
