package dev.confab.bench.wire;

import java.nio.ByteBuffer;

/// A client's frame: final, masked, in one piece.
public final class MaskedFrame {
  public static final int TEXT = 1;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  /// The most that a header takes.
  public static final int HEADER = 14;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;

  private MaskedFrame() {}

  /// Appends the frame; `out` must be big-endian and have the room.
  public static void write(
      ByteBuffer out, int opcode, byte[] payload, int from, int length, int mask) {
    out.put((byte) (FINAL | opcode));
    if (length < SHORT_LENGTH) {
      out.put((byte) (MASKED | length));
    } else if (length <= 0xFFFF) {
      out.put((byte) (MASKED | SHORT_LENGTH)).putShort((short) length);
    } else {
      out.put((byte) (MASKED | LONG_LENGTH)).putLong(length);
    }
    out.putInt(mask);
    int i = 0;
    long twice = ((long) mask << 32) | (mask & 0xFFFFFFFFL);
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      out.putLong(Bytes.longAt(payload, from + i) ^ twice);
    }
    for (; i < length; i++) {
      out.put((byte) (payload[from + i] ^ (mask >>> (24 - 8 * (i & 3)))));
    }
  }
}
