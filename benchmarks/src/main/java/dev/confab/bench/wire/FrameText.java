package dev.confab.bench.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Finds fields of a frame by their bytes: fields have a fixed order, so the first match is the
/// right one.
public final class FrameText {
  private static final byte[] SESSION = Bytes.of(",\"sessionId\":\"");
  private static final byte[] SEQ = Bytes.of("\"seq\":");
  private static final byte[] CONTENT = Bytes.of("\"content\":\"");

  /// The length of a session's id.
  private static final int ID = 36;

  private FrameText() {}

  /// Whether an event or signal is of that session.
  public static boolean isOf(FrameKind kind, byte[] bytes, int from, int to, byte[] session) {
    int at = kind.end(from);
    return Bytes.startsWith(bytes, at, to, SESSION)
        && Bytes.startsWith(bytes, at + SESSION.length, to, session);
  }

  /// An event's seq; -1 if it is not where it belongs.
  public static long seqOfEvent(FrameKind kind, byte[] bytes, int from, int to) {
    int at = kind.end(from) + SESSION.length + ID + 2;
    return Bytes.startsWith(bytes, at, to, SEQ) ? Bytes.number(bytes, at + SEQ.length, to) : -1;
  }

  /// The first `seq` of any frame, -1 if there is none.
  public static long seq(byte[] bytes, int from, int to) {
    int at = Bytes.indexOf(bytes, from, to, SEQ);
    return at < 0 ? -1 : Bytes.number(bytes, at + SEQ.length, to);
  }

  /// The number that the driver wrote at the beginning of the content; -1 if there is none.
  public static int writeNumber(byte[] bytes, int from, int to) {
    int at = Bytes.indexOf(bytes, from, to, CONTENT);
    if (at < 0 || to - at < CONTENT.length + Content.DIGITS) {
      return -1;
    }
    return Content.number(bytes, at + CONTENT.length);
  }

  /// The text of the first field of that name; empty if there is none. For the few frames where
  /// time does not matter.
  public static String text(byte[] bytes, int from, int to, String field) {
    byte[] key = Bytes.of("\"" + field + "\":\"");
    int at = Bytes.indexOf(bytes, from, to, key);
    if (at < 0) {
      return "";
    }
    int begin = at + key.length;
    int end = Bytes.indexOf(bytes, begin, to, Bytes.of("\""));
    return end < 0 ? "" : new String(bytes, begin, end - begin, UTF_8);
  }

  public static boolean contains(byte[] bytes, int from, int to, String text) {
    return Bytes.indexOf(bytes, from, to, Bytes.of(text)) >= 0;
  }
}
