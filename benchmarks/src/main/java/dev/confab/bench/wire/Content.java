package dev.confab.bench.wire;

import java.util.SplittableRandom;

/// The content of messages: 128 bytes, of which the first eight name the write in hexadecimal; the
/// others differ from message to message, so that compression gains nothing.
public final class Content {
  public static final int BYTES = 128;
  static final int DIGITS = 8;

  private static final byte[] HEX = Bytes.of("0123456789abcdef");
  private static final byte[] FILLING = filling();

  private Content() {}

  /// Puts the content of write `number` there.
  public static void put(byte[] target, int at, int number) {
    for (int i = 0; i < DIGITS; i++) {
      target[at + i] = HEX[(number >>> (28 - 4 * i)) & 0xF];
    }
    int from = Math.floorMod(number * 7919, FILLING.length - BYTES);
    System.arraycopy(FILLING, from, target, at + DIGITS, BYTES - DIGITS);
  }

  static int number(byte[] bytes, int at) {
    int number = 0;
    for (int i = 0; i < DIGITS; i++) {
      int digit = Character.digit(bytes[at + i], 16);
      if (digit < 0) {
        return -1;
      }
      number = number << 4 | digit;
    }
    return number;
  }

  private static byte[] filling() {
    byte[] letters = Bytes.of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .");
    byte[] filling = new byte[1 << 16];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < filling.length; i++) {
      filling[i] = letters[random.nextInt(letters.length)];
    }
    return filling;
  }
}
