package dev.confab.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Looks at bytes without making objects of them.
public final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle NATIVE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private Bytes() {}

  public static byte[] of(String text) {
    return text.getBytes(US_ASCII);
  }

  static long longAt(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /// Tells contents apart; not made against somebody who wants two to be equal.
  public static long hash(byte[] bytes, int from, int to) {
    long hash = (to - from) * PRIME;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mix(hash ^ (long) NATIVE.get(bytes, at));
    }
    for (; at < to; at++) {
      hash = mix(hash ^ bytes[at]);
    }
    return hash ^ (hash >>> 29);
  }

  private static long mix(long value) {
    long product = value * PRIME;
    return product ^ (product >>> 32);
  }

  public static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
    return to - from >= prefix.length
        && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }

  /// Where the pattern begins, -1 if it is not there.
  public static int indexOf(byte[] bytes, int from, int to, byte[] pattern) {
    byte first = pattern[0];
    int last = to - pattern.length;
    for (int at = from; at <= last; at++) {
      if (bytes[at] == first
          && Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length)) {
        return at;
      }
    }
    return -1;
  }

  /// The number whose digits begin there; -1 if none do.
  public static long number(byte[] bytes, int from, int to) {
    long number = 0;
    int at = from;
    for (; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      number = number * 10 + (bytes[at] - '0');
    }
    return at == from ? -1 : number;
  }
}
