package dev.confab.bench.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/// The handshake. The key is always the same one: the answer to it is not what is measured.
public final class Upgrade {
  private static final byte[] END = Bytes.of("\r\n\r\n");

  private Upgrade() {}

  /// `token` is `null` where nobody asks for one.
  public static byte[] request(String host, int port, @Nullable String token) {
    String authorization = token == null ? "" : "Authorization: Bearer " + token + "\r\n";
    return Bytes.of(
        "GET /chat/socket HTTP/1.1\r\nHost: "
            + host
            + ":"
            + port
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Protocol: confab.v1\r\n"
            + authorization
            + "\r\n");
  }

  /// Where the frames begin, -1 if the head is not whole yet. Throws `IllegalStateException` with
  /// the status line if the server refuses.
  public static int accepted(byte[] bytes, int from, int to) {
    int end = Bytes.indexOf(bytes, from, to, END);
    if (end < 0) {
      return -1;
    }
    if (!Bytes.startsWith(bytes, from, to, Bytes.of("HTTP/1.1 101"))) {
      int line = Bytes.indexOf(bytes, from, to, Bytes.of("\r\n"));
      throw new IllegalStateException(
          "the handshake was refused: " + new String(bytes, from, line - from, US_ASCII));
    }
    return end + END.length;
  }
}
