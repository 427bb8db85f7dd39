package dev.confab.system.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Stands for content in a history, so that contents are compared but never kept: the first 64 bits
/// of the SHA-256.
public final class Digest {
  private static final int BYTES = 8;

  private Digest() {}

  public static String of(byte[] content) {
    return of(content, 0, content.length);
  }

  public static String of(byte[] content, int from, int length) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(content, from, length);
      return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String of(String content) {
    return of(content.getBytes(UTF_8));
  }
}
